// The console's pages. Each comes when it is first opened.
import { createBrowserRouter } from 'react-router'
import { Failed } from './Failed.tsx'
import { Frame } from './Frame.tsx'
import { Home } from './Home.tsx'
import { NotHere } from './NotHere.tsx'

export const router = createBrowserRouter(
  [
    {
      Component: Frame,
      ErrorBoundary: Failed,
      HydrateFallback: () => null,
      children: [
        { index: true, Component: Home },
        { path: 'cases/:id?', lazy: async () => ({ Component: (await import('./CaseDesk.tsx')).CaseDesk }) },
        {
          path: 'accounts',
          lazy: async () => ({ Component: (await import('./AccountDesk.tsx')).AccountDesk }),
        },
        {
          path: 'catalogue',
          lazy: async () => ({
            Component: (await import('../../domains/catalogue/web/Catalogue.tsx')).Catalogue,
          }),
        },
        {
          path: 'departments',
          lazy: async () => ({ Component: (await import('./DepartmentDesk.tsx')).DepartmentDesk }),
        },
        {
          path: 'sessions',
          lazy: async () => ({
            Component: (await import('../../domains/identity/web/Sessions.tsx')).Sessions,
          }),
        },
        {
          path: 'calendar',
          lazy: async () => ({ Component: (await import('./CalendarDesk.tsx')).CalendarDesk }),
        },
        {
          path: 'honesty',
          lazy: async () => ({ Component: (await import('./HonestyDesk.tsx')).HonestyDesk }),
        },
        { path: '*', Component: NotHere },
      ],
    },
  ],
  { basename: '/console' },
)
