"""What sitemaps and feeds say of a site's pages: pure readers of bytes, which raise nothing for what a site sends."""
