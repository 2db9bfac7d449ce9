/** The sandbox's own tables. It is throw-away state of a stand-in: changed tables get a new version and start empty. */
export const SCHEMA_VERSION = 3

export const SCHEMA = `
CREATE TABLE loginCodes (
  code TEXT PRIMARY KEY, platform TEXT NOT NULL, company TEXT NOT NULL, appId TEXT NOT NULL, person TEXT NOT NULL,
  payer TEXT NOT NULL, expiresAt INTEGER NOT NULL, usedAt INTEGER
);
CREATE TABLE payers (appId TEXT NOT NULL, payer TEXT NOT NULL, person TEXT NOT NULL, PRIMARY KEY (appId, payer));
CREATE INDEX payersByValue ON payers (payer);

CREATE TABLE orders (
  id INTEGER PRIMARY KEY, channel TEXT NOT NULL, company TEXT NOT NULL, merchant TEXT NOT NULL, appId TEXT NOT NULL,
  orderNo TEXT NOT NULL, handle TEXT NOT NULL, handleExpiresAt INTEGER NOT NULL, channelNo TEXT,
  amountFen INTEGER NOT NULL, paidFen INTEGER, refundedFen INTEGER NOT NULL DEFAULT 0,
  description TEXT NOT NULL, attach TEXT NOT NULL, payerKind TEXT NOT NULL, payer TEXT NOT NULL, bank TEXT NOT NULL,
  notifyUrl TEXT NOT NULL, request TEXT NOT NULL, createdAt INTEGER NOT NULL, expiresAt INTEGER NOT NULL,
  state TEXT NOT NULL, paidAt INTEGER, closedAt INTEGER,
  UNIQUE (channel, merchant, orderNo), UNIQUE (channel, handle)
);
CREATE INDEX ordersOpen ON orders (state, expiresAt);
CREATE INDEX ordersPaid ON orders (channel, merchant, paidAt);
CREATE INDEX ordersChannelNo ON orders (channel, channelNo);

CREATE TABLE refunds (
  id INTEGER PRIMARY KEY, channel TEXT NOT NULL, merchant TEXT NOT NULL, orderId INTEGER NOT NULL REFERENCES orders (id),
  refundNo TEXT NOT NULL, refundId TEXT NOT NULL, flowNo TEXT NOT NULL, amountFen INTEGER NOT NULL, reason TEXT NOT NULL, notifyUrl TEXT NOT NULL,
  state TEXT NOT NULL, outcome TEXT NOT NULL, createdAt INTEGER NOT NULL, dueAt INTEGER NOT NULL, doneAt INTEGER,
  UNIQUE (channel, merchant, orderId, refundNo)
);
CREATE INDEX refundsDue ON refunds (state, dueAt);
CREATE INDEX refundsByNumber ON refunds (channel, merchant, refundNo);
CREATE INDEX refundsByDay ON refunds (channel, merchant, createdAt);

CREATE TABLE notifications (
  id TEXT PRIMARY KEY, channel TEXT NOT NULL, company TEXT NOT NULL, event TEXT NOT NULL, orderNo TEXT NOT NULL, refundNo TEXT,
  url TEXT NOT NULL, content TEXT NOT NULL, state TEXT NOT NULL, step INTEGER NOT NULL DEFAULT 0,
  createdAt INTEGER NOT NULL, dueAt INTEGER NOT NULL
);
CREATE INDEX notificationsDue ON notifications (state, dueAt);
CREATE TABLE attempts (
  notificationId TEXT NOT NULL REFERENCES notifications (id), n INTEGER NOT NULL, at INTEGER NOT NULL, kind TEXT NOT NULL,
  status INTEGER, answer TEXT NOT NULL, accepted INTEGER NOT NULL, PRIMARY KEY (notificationId, n)
);

CREATE TABLE faults (name TEXT PRIMARY KEY, setting TEXT, asked INTEGER NOT NULL DEFAULT 0, struck INTEGER NOT NULL DEFAULT 0);
CREATE TABLE numbers (name TEXT PRIMARY KEY, value INTEGER NOT NULL);

CREATE TABLE billFiles (
  token TEXT PRIMARY KEY, channel TEXT NOT NULL, merchant TEXT NOT NULL, path TEXT NOT NULL, fileName TEXT NOT NULL,
  type TEXT NOT NULL, expiresAt INTEGER NOT NULL
);
CREATE TABLE bankPayments (
  id INTEGER PRIMARY KEY, company TEXT NOT NULL, bank TEXT NOT NULL, userCode TEXT NOT NULL, amountFen INTEGER NOT NULL, paidOn TEXT NOT NULL,
  traceNo TEXT NOT NULL UNIQUE, reverses TEXT
);
CREATE INDEX bankPaymentsByDay ON bankPayments (company, bank, paidOn);

CREATE TABLE payoutRequests (company TEXT NOT NULL, name TEXT NOT NULL, digest TEXT NOT NULL, PRIMARY KEY (company, name));
CREATE TABLE payouts (
  id INTEGER PRIMARY KEY, company TEXT NOT NULL, requestName TEXT NOT NULL, serial TEXT NOT NULL, bankSerial TEXT NOT NULL UNIQUE,
  account TEXT NOT NULL, name TEXT NOT NULL, amountFen INTEGER NOT NULL, failCode TEXT, failReason TEXT, paidOn TEXT NOT NULL, returnedOn TEXT,
  UNIQUE (company, serial)
);
CREATE INDEX payoutsReturned ON payouts (company, returnedOn);
`
