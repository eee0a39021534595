// Starts the console: words, look, calls, and the pages.
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { RouterProvider } from 'react-router/dom'
import { api } from '../../client.ts'
import { Look } from '../../ui/Look.tsx'
import { codeOf, isOffline } from '../../ui/refusals.ts'
import { openSpeech } from '../../ui/say.ts'
import '../../ui/tokens.css'
import '../../ui/pieces.css'
import './frame.css'
import { router } from './routes.tsx'

const queries = new QueryClient({
  queryCache: new QueryCache({
    // A session that ended under way: ask who is signed in, and the sign-in page comes by itself.
    onError: (error, query) => {
      const isMe = JSON.stringify(query.queryKey[0]) === JSON.stringify(['identity', 'me'])
      if (codeOf(error) === 'base.not_signed_in' && !isMe)
        void queries.resetQueries({ queryKey: api.identity.me.key() })
    },
  }),
  defaultOptions: {
    queries: {
      // The server answers or it does not; what the browser believes about the network is not asked.
      networkMode: 'always',
      staleTime: 10_000,
      retry: (count, error) => count < 2 && (isOffline(error) || codeOf(error) === 'base.database_away'),
    },
  },
})

const root = document.getElementById('root')
if (root) {
  const speech = await openSpeech()
  createRoot(root).render(
    <StrictMode>
      <I18nextProvider i18n={speech}>
        <Look>
          <QueryClientProvider client={queries}>
            <RouterProvider router={router} />
          </QueryClientProvider>
        </Look>
      </I18nextProvider>
    </StrictMode>,
  )
}
