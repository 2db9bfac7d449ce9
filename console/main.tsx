import './style.css'
import 'dayjs/locale/zh-cn'
import { App as AntApp, ConfigProvider } from 'antd'
import zhCN from 'antd/locale/zh_CN'
import dayjs from 'dayjs'
import { createRoot } from 'react-dom/client'
import { BrowserRouter } from 'react-router-dom'
import { Console } from './Console'
import { SessionProvider } from './session'
import { theme } from './theme'

dayjs.locale('zh-cn')

const root = document.getElementById('root')
if (!root) throw new Error('the page has no root')
createRoot(root).render(
  <ConfigProvider locale={zhCN} theme={theme} button={{ autoInsertSpace: false }}>
    <AntApp>
      <BrowserRouter basename='/console' future={{ v7_startTransition: true, v7_relativeSplatPath: true }}>
        <SessionProvider>
          <Console />
        </SessionProvider>
      </BrowserRouter>
    </AntApp>
  </ConfigProvider>,
)
