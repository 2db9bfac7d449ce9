export default defineAppConfig({
  pages: ['pages/home/index'],
  window: {
    navigationBarBackgroundColor: '#F6F4F1',
    backgroundColor: '#F6F4F1',
    navigationBarTitleText: '热缴通',
    navigationBarTextStyle: 'black',
  },
})
