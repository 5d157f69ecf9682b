"""An event folder: made, proposed, checked and mended."""
