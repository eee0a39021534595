// Texts in React: the words in the language of the moment, and changing it.
import i18next, { type i18n } from 'i18next'
import { useTranslation } from 'react-i18next'
import { dictionary } from './dictionary.ts'
import { recall, remember } from './memory.ts'
import { isLanguage, type Language, type Say, settings } from './words/words.ts'

/** The words in the language chosen before, else Chinese unless the browser asks for English. */
export async function openSpeech(): Promise<i18n> {
  const language = firstLanguage()
  const words = i18next.createInstance()
  const resources = { [language]: { translation: await dictionary(language) } }
  await words.init({ ...settings, lng: language, resources })
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
    void dictionary(next).then(words => {
      i18n.addResourceBundle(next, 'translation', words)
      return i18n.changeLanguage(next)
    })
  }
  return [i18n.language === 'en' ? 'en' : 'zh', choose]
}

function firstLanguage(): Language {
  const stored = recall('language')
  if (isLanguage(stored)) return stored
  return navigator.language.startsWith('en') ? 'en' : 'zh'
}
