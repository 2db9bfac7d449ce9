export const titles = { home: '热缴通' }
