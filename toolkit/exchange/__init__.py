"""Exchange: tokens of other programs in, tasks for annotation tools out, and what was marked there in."""
