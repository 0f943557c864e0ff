"""Pure functions from text to text: repair what is read, fold what is compared, typeset and tidy what is shown."""
