"""The archive for machines and other people's papers: how what it holds is passed on."""
