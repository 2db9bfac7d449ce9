/// <reference types="@tarojs/taro" />

declare module '*.scss'

/** Where the server answers, without a final slash; empty on H5 (same origin). Set by config/index.ts. */
declare const API_BASE: string
