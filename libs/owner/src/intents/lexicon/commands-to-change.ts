/**
 * Forms that ask for a change (class `write_verb`): imperatives, infinitives, first person plural, verbal
 * nouns. Past forms are not listed: "подняли цены" is a report, not a command.
 */
export const WRITE_FORMS =
  'прим(и,ите) принять оплати оплатите оплатить подним(и,ите,ем,ай,айте,ать) поднять повыс(ь,ьте,ить,им) повыша(й,йте,ть) повышение сниз(ь,ьте,ить,им) снижа(й,йте,ть) снижение пониз(ь,ьте,ить,им) понижа(й,йте,ть) опуст(и,ите,ить) опускай ' +
  'увелич(ь,ьте,ить,им) увеличива(й,йте,ть) уменьш(и,ите,ить,им) уменьша(й,йте,ть) накин(ь,ьте,уть) скин(уть) накрут(и,ить) урежь урезать удешеви удорожи ' +
  'отмен(и,ите,ить,им) отменя(й,йте,ть) аннулир(уй,уйте,овать) удал(и,ите,ить,им) удаля(й,йте,ть) убер(и,ите,ем) убрать убирай сотри стереть очист(и,ить) ' +
  'измен(и,ите,ить,им) изменя(й,йте,ть) меня(й,йте,ть) поменя(й,йте,ть,ем) смен(и,ите,ить) замен(и,ите,ить) правь исправ(ь,ьте,ить) отредактир(уй,овать) передел(ай,ать) пересчита(й,йте,ть) переоцен(и,ить) ' +
  'постав(ь,ьте,ить,им) став(ь,ьте,ить) установ(и,ите,ить) устанавливай назнач(ь,ьте,ить,им) назначай переназначь пометь пометить помечай отмет(ь,ьте,ить,им) отмечай сним(и,ите) снять снимай ' +
  'скр(ой,ойте,ыть,оем) скрывай спряч(ь,ьте) спрятать опубликуй опубликовать публикуй выстав(ь,ьте,ить) верн(и,ите,уть,ем) возвращай откат(и,ите,ить) откатывай восстанов(и,ить) примен(и,ите,ить) трогай трогать ' +
  'завед(и,ите,ем) завести добав(ь,ьте,ить,им) добавляй отправ(ь,ьте,ить,им) отправляй отправлять отгруз(и,ите,ить) напиш(и,ите,ем) написать пиши сообщ(и,ите,ить,им) сообщай переда(й,йте,ть) оповест(и,ите,ить) уведом(и,ите,ить) предупред(и,ите,ить) напомн(и,ите,ить) напоминай ' +
  'включ(и,ите,ить) включай выключ(и,ите,ить) выключай отключ(и,ите,ить) отключай подпиш(и,ите) подписать отпиш(и,ите) останов(и,ите,ить) останавливай приостанов(и,ите,ить) запуст(и,ите,ить) запускай возобнов(и,ить) притуши ' +
  'закр(ой,ойте,ыть) закрывай перевед(и,ите) перевести перенес(и,ите,ти) оформ(и,ите,ить) одобр(и,ите,ить) подтверд(и,ите,ить) спиш(и,ите) списать начисл(и,ить) заблокир(уй,овать) разблокируй блокируй уцен(и,ить) распродай заморозь ' +
  'cancel delete remove hide publish unpublish unflag notify assign reassign raise reprice undo rollback unhide disable deactivate activate enable resend';

/** A command in English only where a command can stand: at the beginning, after a modal or a connective. Elsewhere these are nouns. */
export const WRITE_FORMS_AT_START =
  'lower increase decrease bump change update cut set mark message start stop add turn send ship close create pay apply drop discount refund put move edit adjust tell write pause resume confirm flag archive reduce revert restore clear fix merge restock switch subscribe unsubscribe snooze approve block';

/** Neutral verbs: a change only together with what can be changed. */
export const NEUTRAL_VERBS = 'сделай сделайте сделать дай дайте создай создайте создать обнови обновите обновить оставь make give create do set';
export const CHANGEABLE = 'prices discounts coupons refunds';
export const CHANGE_WORDS = 'дешевле дороже cheaper dearer бесплатн(о,ую,ый) отметк(а,у,и) пометк(а,у,и) флаг флажок отмен(а,у) cancellation объявление задач(а,у)';

export const NEGATIONS = "не никогда нельзя don't dont not never no";
export const WHY_WORDS = 'почему зачем отчего why';
