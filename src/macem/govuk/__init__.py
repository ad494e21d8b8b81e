"""How macem looks: layout, form fields, components, and the gallery that shows them all."""
