// The ceiling: verifies each notification by the same provider room, and answers. It keeps nothing.
const { listen, tell, wechatChannel } = require('./common.cjs')

let answered = 0
listen(wechatChannel(), async () => {
  answered += 1
}).then((server) =>
  tell(server.address().port, {
    left: () => 0,
    booked: () => answered,
    close: async () => server.closeAllConnections(),
  }),
)
