"""The explorers by what they explore; `analysis.explore` has them all."""
