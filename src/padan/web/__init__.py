"""The site: the hall on the web. Nothing below it knows of it."""
