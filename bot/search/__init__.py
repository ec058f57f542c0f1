"""Which known question a sentence is nearest to, and what a told story makes likely."""
