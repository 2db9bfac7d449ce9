import './look.weapp.scss'
