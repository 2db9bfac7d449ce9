/** A mini-program brings its own look of buttons and inputs; what a browser needs besides is in look.h5.scss. */
export {}
