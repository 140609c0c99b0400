"""Who is chosen, in what order, within which money and quota; the decree; and what-if."""
