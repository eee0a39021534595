// Two switches of the bar: language, and day or night.

import { useMode } from '../../ui/Look.tsx'
import { useLanguage, useSay } from '../../ui/say.ts'

export function LanguageButton() {
  const say = useSay()
  const [language, choose] = useLanguage()
  const other = language === 'zh' ? 'en' : 'zh'
  return (
    <button
      type="button"
      className="bar-button"
      lang={other === 'en' ? 'en' : 'zh-CN'}
      onClick={() => choose(other)}
    >
      {say('app.language')}
    </button>
  )
}

export function ModeButton() {
  const say = useSay()
  const { mode, choose } = useMode()
  const other = mode === 'light' ? 'dark' : 'light'
  return (
    <button type="button" className="bar-button bar-mode" onClick={() => choose(other)}>
      {say(other === 'dark' ? 'console.night' : 'console.day')}
    </button>
  )
}
