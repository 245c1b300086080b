import type { ErrorInfo } from '@ownerbot/tools';
import { aContext } from '../fixtures/reply-context';
import { aRun } from '../fixtures/show-reply';
import { errorOffers } from './error-offers';

const offered = (code: ErrorInfo['code'], tool: string, locale: 'ru' | 'en' = 'ru') =>
  errorOffers({ code, message_key: '', params: {}, retryable: false }, aContext({ locale }), aRun(tool))?.map((row) => row.map(({ text, data }) => `${text} → ${data}`));

test.each([
  ['UPSTREAM_AUTH', 'kpi_snapshot', ['Здоровье системы → tpl:run:SYS_HEALTH', '⚙️ Система → ui:systems']],
  ['UPSTREAM_CONTRACT', 'flag_order', ['Здоровье системы → tpl:run:SYS_HEALTH', '⚙️ Система → ui:systems']],
  ['DEMO_NOT_SEEDED', 'create_coupon', ['Режим данных → tpl:run:SYS_UPSTREAM_MODE', '⚙️ Система → ui:systems']],
  ['UPSTREAM_NOT_IMPLEMENTED', 'sis_products_publish', ['📦 Товары → ui:products', '🧰 Инструменты → ui:tools']],
  ['UPSTREAM_NOT_IMPLEMENTED', 'flag_order', ['🧾 Заказы → ui:orders', '🧰 Инструменты → ui:tools']],
  ['UPSTREAM_NOT_IMPLEMENTED', 'sis_prices_bump', ['💶 Цены → ui:prices', '🧰 Инструменты → ui:tools']],
  ['UPSTREAM_NOT_IMPLEMENTED', 'funnel_snapshot', ['📊 Отчёты → ui:dash', '🧰 Инструменты → ui:tools']],
] as const)('%s of %s comes with the way on', (code, tool, row) => {
  expect(offered(code, tool)).toEqual([row]);
});

test('what waiting or another value cures has its offer elsewhere', () => {
  expect(offered('UPSTREAM_UNAVAILABLE', 'kpi_snapshot')).toEqual([]);
  expect(offered('VALIDATION_ERROR', 'kpi_snapshot', 'en')).toEqual([]);
});
