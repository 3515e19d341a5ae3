"""The widgets of the simulation: each draws a frozen view, and draws again only where the view has changed."""
