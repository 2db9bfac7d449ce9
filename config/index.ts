import path from 'node:path'
import { defineConfig, type UserConfigExport } from '@tarojs/cli'
import devConfig from './dev'
import prodConfig from './prod'

interface Chain {
  module: { rule(name: string): { test(file: RegExp): { set(name: 'sideEffects', value: boolean): void } } }
}

/** Modules that only name things are left out where nothing is used of them, though a barrel file names them too. */
function withoutTheUnused(chain: Chain) {
  const folders = /[\\/](contract|miniprogram[\\/](text|components|format|payment))[\\/][^\\/]+\.tsx?$/
  chain.module.rule('names-only').test(folders).set('sideEffects', false)
}

/** Taro's build of the mini-program: one source tree, three targets, each into dist/<target>. */
export default defineConfig<'webpack5'>(async (merge) => {
  const target = process.env.TARO_ENV ?? 'weapp'
  // The H5 page is served by the server itself; the mini-programs call a fixed, whitelisted origin.
  const apiBase = target === 'h5' ? '' : (process.env.API_BASE ?? 'http://127.0.0.1:8080')
  // contract/money.ts is shared with the server and lies outside the source root.
  const compile = { include: [path.resolve(__dirname, '..', 'contract')] }
  const base: UserConfigExport<'webpack5'> = {
    projectName: 'heatpay',
    date: '2026-11-21',
    designWidth: 375,
    deviceRatio: { 375: 2, 640: 2.34 / 2, 750: 1, 828: 1.81 / 2 },
    sourceRoot: 'miniprogram',
    outputRoot: `dist/${target}`,
    plugins: [path.resolve(__dirname, 'ariaPlugin.ts')],
    framework: 'react',
    compiler: { type: 'webpack5', prebundle: { enable: false } },
    cache: { enable: false },
    // Chinese stays Chinese: written as \\u.... it would weigh twice as much.
    terser: { enable: true, config: { output: { ascii_only: false, comments: false } } },
    defineConstants: { API_BASE: JSON.stringify(apiBase) },
    mini: {
      // What only later pages use does not weigh upon the first (app.config.ts).
      optimizeMainPackage: { enable: true },
      // Templates of so many levels are written out for WeChat; no page of ours is deeper, and each level weighs 4 KB.
      ...{ baseLevel: 10 },
      webpackChain: withoutTheUnused,
      compile,
      postcss: { pxtransform: { enable: true, config: {} }, cssModules: { enable: false } },
    },
    h5: {
      compile,
      publicPath: '/',
      staticDirectory: 'static',
      router: { mode: 'hash' },
      webpackChain(chain) {
        chain.optimization.splitChunks({
          chunks: 'all',
          cacheGroups: {
            vendors: { name: 'vendors', test: /[\\/]node_modules[\\/](?!@tarojs[\\/])/, priority: 10 },
            taro: { name: 'taro', test: /[\\/]node_modules[\\/]@tarojs[\\/]/, priority: 20 },
          },
        })
      },
      output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
      miniCssExtractPluginOption: {
        ignoreOrder: true,
        filename: 'css/[name].[contenthash:8].css',
        chunkFilename: 'css/[name].[contenthash:8].css',
      },
      // A browser's px follows its own zoom and text size; Taro's rem would blow the page up on a wide screen.
      postcss: {
        pxtransform: { enable: false },
        autoprefixer: { enable: true, config: {} },
        cssModules: { enable: false },
      },
    },
  }
  return merge({}, base, process.env.NODE_ENV === 'development' ? devConfig : prodConfig)
})
