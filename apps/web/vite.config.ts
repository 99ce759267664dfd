import { env } from 'node:process'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const server = `http://127.0.0.1:${env['PORT'] ?? '3000'}`

export default defineConfig({
  plugins: [react()],
  build: { target: 'es2022', outDir: 'dist', emptyOutDir: true, chunkSizeWarningLimit: 1600 },
  worker: { format: 'es' },
  server: {
    port: Number(env['WEB_PORT'] ?? 5173),
    strictPort: env['WEB_PORT'] !== undefined,
    proxy: { '/api': { target: server, changeOrigin: false } },
  },
})
