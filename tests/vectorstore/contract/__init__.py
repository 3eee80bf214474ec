"""What every archive promises, wherever its articles and vectors are kept."""
