// The console's pages. Each comes when it is first opened.
import { createBrowserRouter } from 'react-router'
import { Failed } from './Failed.tsx'
import { Frame } from './Frame.tsx'
import { Home } from './Home.tsx'
import { NotHere } from './NotHere.tsx'
import { SentOn } from './SentOn.tsx'

export const router = createBrowserRouter(
  [
    {
      Component: Frame,
      ErrorBoundary: Failed,
      HydrateFallback: () => null,
      children: [
        { index: true, Component: Home },
        { path: 'sign-in', Component: SentOn },
        { path: 'cases/:id?', lazy: async () => ({ Component: (await import('./CaseDesk.tsx')).CaseDesk }) },
        {
          path: 'search/:id?',
          lazy: async () => ({ Component: (await import('./CaseDesk.tsx')).SearchDesk }),
        },
        {
          path: 'parts/:code?',
          lazy: async () => ({ Component: (await import('./PartDesk.tsx')).PartDesk }),
        },
        {
          path: 'rounds/:id?',
          lazy: async () => ({ Component: (await import('./RoundDesk.tsx')).RoundDesk }),
        },
        { path: 'plates', lazy: async () => ({ Component: (await import('./RoundDesk.tsx')).PlateDesk }) },
        { path: 'map', lazy: async () => ({ Component: (await import('./MapDesk.tsx')).MapDesk }) },
        { path: 'grids', lazy: async () => ({ Component: (await import('./GridDesk.tsx')).GridDesk }) },
        { path: 'planner', lazy: async () => ({ Component: (await import('./PlanDesk.tsx')).PlanDesk }) },
        {
          path: 'accounts',
          lazy: async () => ({ Component: (await import('./AccountDesk.tsx')).AccountDesk }),
        },
        {
          path: 'regions',
          lazy: async () => ({ Component: (await import('./RegionDesk.tsx')).RegionDesk }),
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
          path: 'password',
          lazy: async () => ({
            Component: (await import('../../domains/identity/web/Password.tsx')).Password,
          }),
        },
        {
          path: 'ways',
          lazy: async () => ({ Component: (await import('../../domains/identity/web/Ways.tsx')).Ways }),
        },
        {
          path: 'calendar',
          lazy: async () => ({ Component: (await import('./CalendarDesk.tsx')).CalendarDesk }),
        },
        {
          path: 'honesty',
          lazy: async () => ({ Component: (await import('./HonestyDesk.tsx')).HonestyDesk }),
        },
        {
          path: 'notices',
          lazy: async () => ({
            Component: (await import('../../domains/notifications/web/Notices.tsx')).Notices,
          }),
        },
        { path: '*', Component: NotHere },
      ],
    },
  ],
  { basename: '/console' },
)
