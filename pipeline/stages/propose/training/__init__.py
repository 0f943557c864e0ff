"""How the learned weights are made: labelled sentences in, ``learned/weights.npz`` out."""
