import { aContext } from '../../fixtures/reply-context';
import { analyse } from './analyse';

/** What a text names, as `kind=text`, apart from bare numbers. */
const values = (text: string): string[] => analyse(text, aContext()).values.filter(({ kind, data }) => kind !== 'number' || data === null).map(({ kind, text: said, sign }) => `${kind}=${sign === null ? '' : sign === 'plus' ? '+' : '-'}${said}`);
const has = (text: string, ...wanted: string[]) => expect(values(text)).toEqual(expect.arrayContaining(wanted));

test('ids stand behind their noun or carry the prefix, in lists, and end before a number with a unit', () => {
  has('скрой товары 3, 8 и 12', 'product_ids=3, 8 и 12');
  has('скидку на PRD-004 и РRD-009 20%', 'product_ids=PRD-004 и РRD-009', 'percent=20 %');
  has('товары 1, 2, 3 на 20%', 'product_ids=1, 2, 3', 'percent=20 %');
  has('образы № 5 и 6', 'look_ids=5 и 6');
  has('кампанию номер 2', 'campaign_id=2');
  expect(values('топ товаров 7 дней').some((one) => one.startsWith('product_ids'))).toBe(false);
});

test('ids in words are those of a transcript; a count is none', () => {
  has('скрой товары три и восемь', 'product_ids=3, 8');
  has('отметь заказ тысяча семнадцать', 'order_id=OB-1017');
  expect(values('последних заказов пять').some((one) => one.startsWith('order_id'))).toBe(false);
  expect(values('товары пять процентов').some((one) => one.startsWith('product_ids'))).toBe(false);
});

test('percents, sums, signs, factors and ranges', () => {
  has('цены +7,5 %', 'percent=+7,5 %');
  has('минус пять процентов', 'percent=-пять %');
  has('на €5', 'money=5 €');
  has('на 1 200 евро', 'money=1 200 евро');
  has('в два раза', 'factor=два');
  has('от 5 до 10 %', 'range=5 до 10 %');
  has('на 5-10%', 'range=5 - 10 %');
});

test('limits of stock, of waiting, of rows and of uses', () => {
  has('чего меньше 3', 'stock_limit=2');
  has('не больше 3 штук', 'stock_limit=3');
  has('3 и меньше', 'stock_limit=3');
  has('with 2 or fewer left', 'stock_limit=2');
  has('больше 10', 'stock_more=10');
  has('дольше суток', 'wait=24');
  has('6 часов и дольше', 'wait=6');
  has('топ-5 товаров', 'count=5');
  has('10 последних заказов', 'count=10');
  has('на 100 использований', 'uses=100');
  expect(values('до 5 евро').some((one) => one.startsWith('stock'))).toBe(false);
});

test('durations, also until a day; noon on a Thursday is twelve hours and one day before the end of Friday', () => {
  has('на трое суток', 'duration=3 суток');
  has('бессрочно', 'duration=бессрочно');
  has('на месяц', 'duration=30 дней');
  has('до пятницы', 'duration=36 часов');
  has('на следующую неделю', 'duration=7 дней');
});

test('coupon codes stand beside their word; capitals mark nothing in a text of capitals', () => {
  has('отключи купон vip', 'coupon_code=VIP');
  has('turn off coupon VIP', 'coupon_code=VIP');
  expect(values('coupon for the shop').some((one) => one.startsWith('coupon_code'))).toBe(false);
  expect(values('CREATE A COUPON WITH NO EXPIRY').some((one) => one.startsWith('coupon_code'))).toBe(false);
});

test('a message and a reason are cut from what was written, and nothing in them is read', () => {
  has('Сообщи команде: «Ёлки — на склад!»', 'message=Ёлки — на склад!');
  has('передай менеджерам, что подняли цены на 5%', 'message=подняли цены на 5%');
  has('отметь OB-1017: ждёт 5% скидки', 'reason=ждёт 5% скидки');
  expect(values('сообщи команде: подними цены на 5%').some((one) => one.startsWith('percent'))).toBe(false);
  expect(values('сообщи команде и клиентам: закрыто').some((one) => one.startsWith('message'))).toBe(false);
});

test.each([
  ['отметь заказ 1017 клиент жалуется', 'клиент жалуется'],
  ['отметь пожалуйста заказ 1017 как проблемный', 'проблемный'],
  ['Заказ 1017 отметь, Клиент не отвечает, пожалуйста.', 'Клиент не отвечает'],
  ['flag order 1017 as it came damaged', 'it came damaged'],
])('"%s" says why, right behind the order', (text, reason) => expect(values(text).filter((one) => one.startsWith('reason'))).toEqual([`reason=${reason}`]));

test.each([
  'отметь заказ 1017 худи', 'отметь заказ 1017 как оплаченный', 'отметь заказ 1017 не надо', 'отметь заказ 1017 завтра утром', 'отметь заказ 1017 для Оли', 'отметь заказ 1017 и скрой PRD-003',
  'отметь заказы 1017 и OB-1018 как проблемные', 'отметь заказ 1017 клиент жалуется?', 'отметь заказ 1017 клиент жалуется или нет', 'отметь заказ 1017 если клиент жалуется', 'отметь срочно худи заказ 1017 клиент жалуется',
])('"%s" may mean something else, so it says no reason', (text) => expect(values(text).some((one) => one.startsWith('reason'))).toBe(false));

test.each(['заказ 1005й', '1005-й заказ', '1005-го заказа', '1005 заказ', 'заказом № 1005'])('"%s" is an order', (text) => has(text, 'order_id=OB-1005'));
test.each(['1005 заказов', '2003 заказа', '10 заказ', 'заказ 1005 евро'])('"%s" is none', (text) => expect(values(text).some((one) => one.startsWith('order_id'))).toBe(false));

test('an emoji of several characters in a message stays whole', () => {
  has('сообщи команде: привет 👨‍👩‍👧', 'message=привет 👨‍👩‍👧');
});
