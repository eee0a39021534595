// Texts in React: the words in the language of the moment, and changing it.
import type { i18n } from 'i18next'
import { useTranslation } from 'react-i18next'
import { recall, remember } from './memory.ts'
import { isLanguage, type Language, openWords, type Say } from './words/words.ts'

/** The words in the language chosen before, else Chinese unless the browser asks for English. */
export function openSpeech(): i18n {
  const words = openWords(firstLanguage())
  const mark = (): void => {
    document.documentElement.lang = words.language === 'en' ? 'en' : 'zh-CN'
  }
  words.on('languageChanged', mark)
  mark()
  return words
}

export function useSay(): Say {
  const { t } = useTranslation()
  return (key, values) => t(key, { ...values })
}

export function useLanguage(): [Language, (next: Language) => void] {
  const { i18n } = useTranslation()
  const choose = (next: Language): void => {
    remember('language', next)
    void i18n.changeLanguage(next)
  }
  return [i18n.language === 'en' ? 'en' : 'zh', choose]
}

function firstLanguage(): Language {
  const stored = recall('language')
  if (isLanguage(stored)) return stored
  return navigator.language.startsWith('en') ? 'en' : 'zh'
}
