import { KeepMoneyAndPeople1700000000001 } from './1700000000001-keepMoneyAndPeople'
import { KeepBillFiles1700000000002 } from './1700000000002-keepBillFiles'
import { KeepAuditLog1700000000003 } from './1700000000003-keepAuditLog'
import { KeepStaffAndApprovals1700000000004 } from './1700000000004-keepStaffAndApprovals'
import { KeepASeasonsLife1700000000005 } from './1700000000005-keepASeasonsLife'
import { KeepSettlements1700000000006 } from './1700000000006-keepSettlements'
import { KeepMessages1700000000008 } from './1700000000008-keepMessages'
import { KeepResolutions1700000000009 } from './1700000000009-keepResolutions'
import { KeepFilesOrigins1700000000010 } from './1700000000010-keepFilesOrigins'
import { KeepArrivals1700000000011 } from './1700000000011-keepArrivals'
import { KeepRedLetters1700000000012 } from './1700000000012-keepRedLetters'
import { KeepGasSubsidies1700000000013 } from './1700000000013-keepGasSubsidies'
import { KeepRefundCards1700000000014 } from './1700000000014-keepRefundCards'
import { LinkTransfers1700000000015 } from './1700000000015-linkTransfers'
import { KeepChannelClaims1700000000016 } from './1700000000016-keepChannelClaims'
import { NoteSettlementsRedLetters1700000000017 } from './1700000000017-noteSettlementsRedLetters'
import { KeepIdentity1700000000018 } from './1700000000018-keepIdentity'
import { NoteStaffNumbers1700000000020 } from './1700000000020-noteStaffNumbers'
import { WaitForMissingMoney1700000000022 } from './1700000000022-waitForMissingMoney'
import { KeepClearingDays1700000000023 } from './1700000000023-keepClearingDays'
import { CompareToTheLastSpace1700000000024 } from './1700000000024-compareToTheLastSpace'
import { TellEventsApart1700000000025 } from './1700000000025-tellEventsApart'
import { KeepFollowUps1700000000026 } from './1700000000026-keepFollowUps'
import { NameDifferencesSubKinds1700000000027 } from './1700000000027-nameDifferencesSubKinds'
import { FollowFiles1700000000028 } from './1700000000028-followFiles'
import { KeepWorkItems1700000000032 } from './1700000000032-keepWorkItems'
import { FindByAnyNumber1700000000033 } from './1700000000033-findByAnyNumber'
import { KeepAccountBooks1700000000035 } from './1700000000035-keepAccountBooks'
import { KeepRulebookVersions1700000000038 } from './1700000000038-keepRulebookVersions'
import { KeepParticulars1700000000043 } from './1700000000043-keepParticulars'
import { MarkCommits1700000000045 } from './1700000000045-markCommits'
import { KeepSecurityEvents1700000000046 } from './1700000000046-keepSecurityEvents'
import { EndResidentsSessions1700000000047 } from './1700000000047-endResidentsSessions'
import { SealAnswers1700000000048 } from './1700000000048-sealAnswers'
import { NoteAnchors1700000000049 } from './1700000000049-noteAnchors'
import { HoldWhatIsInvoiced1700000000056 } from './1700000000056-holdWhatIsInvoiced'
import { KeepInvoiceDocuments1700000000057 } from './1700000000057-keepInvoiceDocuments'
import { KeepInvoiceTitles1700000000058 } from './1700000000058-keepInvoiceTitles'
import { KeepStatementMappings1700000000063 } from './1700000000063-keepStatementMappings'

/** In the order in which they run; each is named by what it does (architecture.md, rule 9). */
export const migrations = [
  KeepMoneyAndPeople1700000000001,
  KeepBillFiles1700000000002,
  KeepAuditLog1700000000003,
  KeepStaffAndApprovals1700000000004,
  KeepASeasonsLife1700000000005,
  KeepSettlements1700000000006,
  KeepMessages1700000000008,
  KeepResolutions1700000000009,
  KeepFilesOrigins1700000000010,
  KeepArrivals1700000000011,
  KeepRedLetters1700000000012,
  KeepGasSubsidies1700000000013,
  KeepRefundCards1700000000014,
  LinkTransfers1700000000015,
  KeepChannelClaims1700000000016,
  NoteSettlementsRedLetters1700000000017,
  KeepIdentity1700000000018,
  NoteStaffNumbers1700000000020,
  WaitForMissingMoney1700000000022,
  KeepClearingDays1700000000023,
  CompareToTheLastSpace1700000000024,
  TellEventsApart1700000000025,
  KeepFollowUps1700000000026,
  NameDifferencesSubKinds1700000000027,
  FollowFiles1700000000028,
  KeepWorkItems1700000000032,
  FindByAnyNumber1700000000033,
  KeepAccountBooks1700000000035,
  KeepRulebookVersions1700000000038,
  KeepParticulars1700000000043,
  MarkCommits1700000000045,
  KeepSecurityEvents1700000000046,
  EndResidentsSessions1700000000047,
  SealAnswers1700000000048,
  NoteAnchors1700000000049,
  HoldWhatIsInvoiced1700000000056,
  KeepInvoiceDocuments1700000000057,
  KeepInvoiceTitles1700000000058,
  KeepStatementMappings1700000000063,
]
