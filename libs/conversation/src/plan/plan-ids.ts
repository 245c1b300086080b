/** The effect that asks what the text of a request means: `tg-<bot>-<update>-plan`, whether its words were typed or heard. */
export const planEffectId = (jobId: string): string => jobId.replace(/^(.+?)(?:-heard)?(-r\d{1,6})?$/, '$1-plan$2');
