"""From files to turns: one small reader a format, and the register of formats."""
