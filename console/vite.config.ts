import path from 'node:path'
import { defineConfig } from 'vite'

const VENDOR =
  /node_modules\/(antd|@ant-design|@rc-component|rc-[a-z-]+|react|react-dom|scheduler|react-router|react-router-dom|@remix-run|@babel|dayjs|clsx|classnames|@emotion|stylis|@ctrl)\//

/** The console, built into dist/console and served by the server below /console/. */
export default defineConfig({
  root: __dirname,
  base: '/console/',
  esbuild: { jsx: 'automatic' },
  build: {
    outDir: path.resolve(__dirname, '..', 'dist', 'console'),
    emptyOutDir: true,
    chunkSizeWarningLimit: 1500,
    rollupOptions: {
      // Ant Design marks its files for React's server components, which we have none of.
      onwarn: (warning, warn) => {
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning)
      },
      output: {
        // What only charts need stays with them, and comes when the first one is shown.
        manualChunks: (id) => (VENDOR.test(id) ? 'vendor' : undefined),
      },
    },
  },
})
