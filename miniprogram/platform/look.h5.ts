import './look.h5.scss'
