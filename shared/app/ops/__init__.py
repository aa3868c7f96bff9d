"""Operations by hand, one file each; `operate` lists them."""
