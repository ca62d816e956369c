// Builds the window's page: for the desktop program, or with a fake behind it for its own tests.

import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

// `vite build` makes what the window shows. `--mode fake` swaps the backend for one with made-up data, for work
// in a plain browser and for the UI tests; nothing under src/fake can reach the real bundle, because only this
// alias names it.
export default defineConfig(({ mode }) => {
  const backend = mode === 'fake' ? './src/fake/backend.ts' : './src/backend/tauri.ts';
  return {
    plugins: [svelte()],
    resolve: { alias: { $backend: fileURLToPath(new URL(backend, import.meta.url)) } },
    clearScreen: false,
    server: { port: 5183, strictPort: true },
    build: { target: ['safari16.4', 'chrome120'], emptyOutDir: true, chunkSizeWarningLimit: 600 },
  };
});
