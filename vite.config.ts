// Builds the console face. The contract is reduced to its paths and methods while building, so that neither
// schemas nor Zod travel to the browser.
import { fileURLToPath } from 'node:url'
import { minifyContractRouter } from '@orpc/contract'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { contract } from './src/contract.ts'
import { sentences } from './src/ui/words/all.ts'
import { languages } from './src/ui/words/words.ts'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** `virtual:routes`: the contract without its schemas. */
function routes(): Plugin {
  const name = 'virtual:routes'
  return {
    name,
    resolveId: source => (source === name ? `\0${name}` : undefined),
    load: id =>
      id === `\0${name}`
        ? `export const routes = ${JSON.stringify(minifyContractRouter(contract))}`
        : undefined,
  }
}

/** `virtual:words/zh`, `virtual:words/en`: every sentence of one language, so that nobody loads two. */
function words(): Plugin {
  const made = new Map(languages.map(language => [`\0virtual:words/${language}`, language]))
  return {
    name: 'virtual:words',
    resolveId: source => (made.has(`\0${source}`) ? `\0${source}` : undefined),
    load: id => {
      const language = made.get(id)
      return language && `export default ${JSON.stringify(sentences(language))}`
    },
  }
}

export default defineConfig({
  root: here('./src/faces/console'),
  base: '/console/',
  plugins: [routes(), words(), react()],
  build: {
    outDir: here('./dist/console'),
    emptyOutDir: true,
    target: 'es2023',
    // The bundler's preload helper stays; scripts in the page itself are forbidden by the content policy.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler|react-router)\// },
            { name: 'calls', test: /node_modules\/(@orpc|@tanstack|i18next|react-i18next)\// },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': 'http://localhost:8080' } },
})
