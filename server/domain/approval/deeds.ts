/** Every deed that needs a second person, with its name for people. Its executor is listed in application/executors.ts. */
export const APPROVAL_DEEDS = {
  'add-staff': '新增员工',
  'reset-staff': '重置员工登录',
} as const
export type ApprovalDeed = keyof typeof APPROVAL_DEEDS
