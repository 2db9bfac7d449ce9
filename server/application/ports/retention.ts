/** What has an end of life. Each takes a moment or day before which it is over, and does at most so many; gives how many there were. */
export interface RetentionStore {
  /** Notifications whose payment has been booked, with all that the channel wrote in them. */
  forgetNotifications(processedBefore: number, limit: number): Promise<number>
  /** Messages to residents that ended. */
  forgetMessages(endedBefore: number, limit: number): Promise<number>
  /** Photos of cards and identity cards whose refund application has ended, or that none was made of; gives the files' names. */
  forgetRefundPhotos(uploadedBefore: number, limit: number): Promise<string[]>
  /** Identity numbers and telephones of refund applications that have ended; name and card stay, as the payout's evidence. */
  eraseApplicants(appliedBefore: number, limit: number): Promise<number>
  /** Identity number, telephone and card of households that have moved out; name and place stay, as the books'. */
  eraseMovedOut(movedOutBefore: string, limit: number): Promise<number>
}
