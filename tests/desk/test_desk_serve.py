import threading
import time

import pytest
import uvicorn
from desk_client import TOKEN

from pipeline.desk.app import build
from pipeline.desk.serve import serve
from pipeline.errors import PipelineError, ReviewError


def test_a_taken_port_is_said_in_a_sentence(session, place, store):
    server = uvicorn.Server(uvicorn.Config(build(session, TOKEN), port=0, log_level="critical", lifespan="off"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        with pytest.raises(ReviewError, match=f"Le port {port} est déjà pris"):
            serve(place.cycle, store.folder, port, "Nadia")
    finally:
        server.should_exit = True
        thread.join()


def test_a_cycle_that_was_not_run_is_not_served(place, tmp_path):
    with pytest.raises(PipelineError, match="lancez d’abord « synthese run »"):
        serve(place.cycle, tmp_path / "vide", None, None)


def test_a_missing_folder_is_said_in_a_sentence(tmp_path):
    with pytest.raises(PipelineError, match="dossier introuvable"):
        serve(tmp_path / "absent", None, None, None)
