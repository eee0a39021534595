// Day or night, and Ant Design's words and theme for everything inside. The choice is remembered; without
// one the device's own preference holds.
import { ConfigProvider } from 'antd'
import en from 'antd/locale/en_US.js'
import zh from 'antd/locale/zh_CN.js'
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'
import { recall, remember } from './memory.ts'
import { useLanguage } from './say.ts'
import { readTheme } from './theme.ts'
import { type Mode, setMode } from './tokens.ts'

/** Ant's own sign of waiting is named “loading”, in English, and joins the name of the button; ours is only seen. */
const button = { autoInsertSpace: false, loadingIcon: <span className="busy" aria-hidden="true" /> }

const Chosen = createContext<{ mode: Mode; choose(mode: Mode): void }>({ mode: 'light', choose: () => {} })

export function Look({ children }: { children: ReactNode }) {
  const [mode, setChosen] = useState<Mode>(firstMode)
  const [language] = useLanguage()
  const theme = useMemo(() => {
    setMode(mode)
    return readTheme(mode)
  }, [mode])
  const choose = (next: Mode): void => {
    remember('theme', next)
    setChosen(next)
  }
  return (
    <Chosen value={{ mode, choose }}>
      <ConfigProvider theme={theme} locale={language === 'zh' ? zh.default : en.default} button={button}>
        {children}
      </ConfigProvider>
    </Chosen>
  )
}

export function useMode() {
  return useContext(Chosen)
}

function firstMode(): Mode {
  const stored = recall('theme')
  if (stored === 'light' || stored === 'dark') return stored
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
}
