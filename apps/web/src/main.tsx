import '@xiayi/ui/tokens.css'
import '@xiayi/ui/ui.css'
import './app/shell.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { applyElderMode } from '@xiayi/ui/elder-mode'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { bringFontIfMissing } from './app/fonts.ts'
import { queryClient } from './app/query-client.ts'
import { router } from './app/router.tsx'

function render() {
  const root = document.getElementById('root')
  if (root === null) throw new Error('index.html has no #root')
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  )
}

applyElderMode()
bringFontIfMissing().then(render, render)
