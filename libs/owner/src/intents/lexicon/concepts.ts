/**
 * What the words of a read are about. A form belongs to one concept. Patterns name concepts, so one pattern serves both languages.
 * Phrases (several words) are joined before the words are looked up.
 */
export const CONCEPTS = {
  kpi: 'kpi кпи показател(ь,я,и,ей,ям,ями,ях)',
  revenue: 'выручк(а,и,у,е,ой) доход(,а,у,ом,ы,ов,ам) заработок заработка оборот(,а,у,ом,е,ы,ов) деньги денег деньгам деньгами revenue income turnover earnings money',
  sales: 'продаж(а,и,у,е,) продажам продажами продажах sales',
  results: 'итог(,и,ов,ам,ами,а) результат(,ы,ов,ам,а) цифр(ы,,ам,ами) статистик(а,и,у,е,ой) results summary figures stats statistics totals',
  report: 'отчет(,а,ы,ов,у) report reports',
  earned: 'заработал(,а,и,о) заработано наторговал(,а,и) продал(,а,и,ось,ись) продано выручил(,а,и) продает(е,ся) earn earned made sold sell selling doing did_we_do',
  averageOrder: 'средний_чек среднего_чека среднем_чеке aov average_order average_check',
  refunds: 'возврат(,а,ы,ов,ам,ах) refunds returns',
  howMany: 'сколько количеств(о,а) число how_many how_much count',
  trend: 'динамик(а,и,у,е,ой) тренд(,а,у,ом,е,ы,ов) график(,а,у,ом,е,и,ов) крив(ая,ую,ой) trend trends dynamics chart graph curve по_дням по_неделям by_day per_day day_by_day by_week daily рост роста падени(е,я) менял(ась,ись,ся) меняется меняются изменял(ась,ись) изменени(е,я) growth changed changing',
  order: 'заказ(,а,у,ом,е,ы,ов,ам,ами,ах) покупк(а,и,у,ам) покупок order orders purchase purchases',
  stuck: 'зависш(ие,их,ий,им,ими,ая,ая) застрявш(ие,их,ий,им,ими) застрял(,и,о) завис(,ли,ло,ают,ает) застрева(ет,ют) stuck stalled hanging hung',
  late: 'не_отправлены_вовремя не_отправили_вовремя не_вовремя не_в_срок просроч(енные,енных,енный,енным,ена,ены,ен,ка,ки,ку,или,или) опазд(ываем,ывает,ывают,ания,ание) опозд(али,ания,ание) задерж(ка,ки,ку,ек,анные,анных,ано,аны,ивается,иваются,ались,алось,ался) late overdue delayed delays',
  shipping: 'отправк(а,и,у,е,ой,ам,ах,ами) отправок доставк(а,и,у,е,ой,ам,ах) доставок отгрузк(а,и,у,е,ой) отгрузок shipping shipment shipments delivery deliveries dispatch',
  payment: 'оплат(а,ы,у,е,ой,ам) платеж(,и,ей,у,ом,а,ам,ами,ах) payment payments',
  issue: 'проблем(а,ы,у,ой,ам,ами,ах,ные,ных,ный,ным) сбо(й,и,ев,я) issue issues problem problems problematic failed failing failures trouble',
  paymentFailed: 'не_прошл(а,и,о) не_прошел не_оплатил(ся,ось,ись) не_проходит не_проходят',
  awaiting: 'ждут ждет ожида(ют,ет,ющие,ющих,ющий,нии) awaiting waiting',
  unpaid: 'без_оплаты неоплаченн(ые,ых,ый,ым) не_оплаченн(ые,ых,ый) не_оплачен(,ы,о) не_оплатил(и,,а) unpaid not_paid',
  attention: 'внимани(е,я,ю,и) срочн(ые,ых,ое) горящ(ие,их) первую_очередь attention urgent',
  needs: 'требу(ют,ет,ющие,ющих,ющий) needs needing requiring require',
  recent: 'последн(ие,их,ий,ими) крайн(ие,их) нов(ые,ых,ый,ого) свеж(ие,их,ий) недавн(ие,их,ий) recent latest newest new last',
  flagged: 'отмеченн(ые,ых,ый) помеченн(ые,ых,ый) flagged marked',
  statusPaid: 'оплаченн(ые,ых,ый) paid',
  statusPending: 'pending',
  statusShipped: 'отправленн(ые,ых,ый) отгруженн(ые,ых,ый) shipped',
  statusCompleted: 'завершенн(ые,ых,ый) выполненн(ые,ых,ый) completed finished',
  statusCancelled: 'отмененн(ые,ых,ый) cancelled canceled',
  statusRefunded: 'возвращенн(ые,ых,ый) refunded',
  status: 'статус(,а,у,ом,е,ы) состояни(е,я,и) карточк(а,у,и,е) подробн(ости,остей,ее) детал(и,ей) информаци(я,ю,и) status details detail card info information state',
  whereabouts: 'где когда случилось происходит слышно стоит where happened happening going',
  orderState: 'оплачен(,а,о,ы) отправлен(,а,о,ы) отправили отгружен доставлен(,а,о,ы) доставили отменен(,а,о,ы) собран(,а,о,ы) выполнен(,а,о,ы) получен(,а,о,ы) возвращен(,а,о,ы) оплатил(,и) delivered',
  phone: 'телефон(,а,у,ом,е,ный,ного) тел номер_телефона номера_телефона phone',
  customer: 'клиент(,а,у,ом,ы,ов) покупател(ь,я,ю,ем,и,ей) customer customers client clients',
  shop: 'магазин(,а,у,ом,е) shop store бизнес(,а,у,е) business',
  compare: 'сравни сравните сравнить сравнение сравнения отличается отличаются против vs versus compare compared comparison',
  other: 'прошл(ой,ым) предыдущ(ей,им)',
  best: 'топ топа лучш(е,ие,их,ий) бестселлер(,ы,ов) хит(,ы,ов) рейтинг(,а,у) расход(ятся,ится) top best bestseller bestsellers sellers popular ranking',
  worst: 'худш(ие,их,ий) хуже аутсайдер(,ы,ов) worst slowest movers bottom',
  goods: 'товар(,а,у,ом,ы,ов,ам,ами,ах,е) вещ(ь,и,ей) позици(я,и,й) product products item items goods',
  category: 'категори(я,и,ю,й,ям,ях,ями) category categories',
  pieces: 'штук(,и,ам,ах) units pieces quantity',
  overview: 'картин(а,у) здоровь(е,я) целом overview health',
  chat: 'чат(,ы,ов,ам,ах,а,е) сообщени(е,я,й) перепис(ка,ки,ку) диалог(,и,ов) chat chats messages threads',
  unanswered: 'без_ответа не_ответили не_отвечали не_отвеченн(ые,ых) неотвеченн(ые,ых) unanswered not_answered',
  support: 'поддержк(а,и,у,е,ой) очеред(ь,и,ей) загружен(а,ность) support queue backlog',
  stock: 'склад(,а,у,ом,е) остатк(и,ов,ам,ах,а) остаток наличи(е,и,я) запас(,ы,ов) витрин(а,ы,у,е) каталог(,а,у,е) stock inventory warehouse catalogue catalog',
  noPhoto: 'без_фото без_фотографий без_снимков no_photo no_photos without_photo without_photos',
  noPrice: 'без_цены без_цен no_price no_prices without_price without_prices',
  noVideo: 'без_видео no_video no_videos without_video',
  lowStock: 'заканчива(ются,ется) конча(ются,ется) low_stock running_low',
  outOfStock: 'закончил(ись,ся,ось,ась) кончил(ись,ся,ось,ась) нет_в_наличии нет_на_складе out_of_stock sold_out',
  unpublished: 'скрыт(ые,ых) неопубликованн(ые,ых) архивн(ые,ых) unpublished hidden archived',
  forecast: 'прогноз(,а,у,ы,ов) спрос(,а,у,ом) продадим forecast demand',
  reorder: 'закупк(а,и,у,е,ой) закупить дозаказ(,а) дозаказать поставщик(,а,у,ов) reorder supplier',
  plan: 'план(,а,у,е) plan',
  coupons: 'купон(,а,у,ом,ы,ов,ам) промокод(,а,у,ом,ы,ов,ам) coupon coupons',
  works: 'работа(ют,ет) действу(ют,ет) активн(ые,ых,ый) active working works',
  mostUsed: 'используем(ые,ых) популярн(ые,ых) чаще most_used used',
  fx: 'курс(,а,у,ом,е,ы) валют(а,ы,у,е) доллар(,а,у,ом,ы,ов) fx usd exchange currency dollar rate rates',
  funnel: 'воронк(а,и,у,е) конверси(я,и,ю) теряем funnel conversion',
  anomaly: 'отклонени(е,я,й) аномали(я,и,й) anomaly anomalies',
  risk: 'риск(,а,и,ов,е) подозрительн(ые,ых) мошенник(и,ов) мошенничеств(о,а) сигнал(,ы,ов) risk risks suspicious fraud signals',
  system: 'систем(а,ы,у,е,ой) system systems',
  errors: 'ошибк(а,и,у,е,ой,ам,ах) ошибок error errors',
  log: 'журнал(,а,у,е) аудит(,а,у) audit log logs',
  mode: 'режим(,а,у,е) источник(,а,и) mode source upstream',
  data: 'данн(ые,ых) data',
  settings: 'настройк(и,ам,ах) настроек settings',
  capabilities: 'возможност(и,ей,ям) умеет capabilities capability',
  contract: 'контракт(,а,у) договор(,а) contract',
  sis: 'sis сис',
} as const satisfies Record<string, string>;

export type Concept = keyof typeof CONCEPTS;

/** What the bot will do one day, and says so: no pattern may answer a narrower or another question instead. */
export const TOPICS = {
  products: 'артикул(,а,ы,ов) худи леггинс(ы,ов) топик(,и,ов) образ(,ы,ов) лук(,и,ов) looks hoodie hoodies leggings sku',
  chats: 'менеджер(,ы,ов,а,у,ам) команд(а,ы,у,е,ой) manager managers team',
  prices: 'цен(а,ы,у,е,ой,,ам,ами,ах) прайс(,а,у,ом,е,ы) наценк(а,и,у,е) price prices pricing',
  discounts: 'скидк(а,и,у,е,ой,ам,ами) скидок discount discounts promo',
  files: 'pdf png csv json xlsx excel картинк(а,и,у,е,ой) файл(,а,ом,ы) дашборд(,а,у,ы) dashboard picture image file',
  notifications: 'дайджест(,а,у,ы) уведомлени(е,я,й,ям) напоминани(е,я,й) рассылк(а,и,у) подписк(а,и,у) эскалаци(я,и,ю) тревог(а,и,у) digest notification notifications reminder reminders alert alerts escalation incident',
  profit: 'прибыл(ь,и,ью) марж(а,и,у,е) себестоимост(ь,и) расход(,ы,ов) налог(,и,ов) profit margin margins cost costs expenses tax taxes',
  advertising: 'реклам(а,ы,у,е,ой,ная,ную,ной) кампани(я,и,ю,й) трафик(,а,у) просмотр(ы,ов) campaign campaigns ads advertising traffic',
} as const satisfies Record<string, string>;

export type Topic = keyof typeof TOPICS;

/** Politeness, address, hesitation, prepositions and read verbs: no content of their own. */
export const FILLERS =
  'кому чем добрый_день доброе_утро добрый_вечер good_morning good_evening good_afternoon подведи подведите итого пожалуйста плиз плз бот ботик дружище привет здравствуй здравствуйте ну же ка бы то это вот там тут так еще уже вообще короче слушай скажи скажите подскажи подскажите ' +
  'расскажи покажи покажите показать показывай выведи вывести дай дайте давай пришли пришлите скинь кинь глянь гляньте посмотри посмотреть посмотрим проверь проверить проверьте найди найти найдите ' +
  'открой открыть откройте узнать увидеть видеть посчитай посчитать подсчитай список списком перечень период(,а,у,е) промежуток даты дату дата period dates date отправь отправьте напиши напишите send write хочу хотел хотела хотелось нужен нужна нужны нужно надо интересует интересуют интересно можно можешь можете сможешь сможете ' +
  'какой какая какое какие каких каков какова каковы что чего как кто у нас нам мы мне меня я мои мой моя моих наш наша наши наших все всех весь всего вся общая общий общие общее сейчас теперь есть ли были был была было будет стало дела идут ' +
  'за на в во с со по о об обо от до для из к ко и а но да под при про не_более сводк(а,у,и) нарисуй построй сделай сделать создай сформируй собери номер номером номеру ' +
  'please hi hello hey show me give get tell find see view open display check list print let lets draw build make us i my our we you can could would will like want need know the a an is are was were be been been do does did has have had ' +
  "there any all of for in on at to from with by about and so far now what's whats what which who how's hows how it its this that just total overall number no id up";
