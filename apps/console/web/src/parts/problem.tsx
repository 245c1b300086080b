import { Alert, Button, Group, Text } from '@mantine/core';
import { ApiError } from '../api/client';
import { useTexts } from '../texts/texts';

/** What went wrong in the reader's language where the code is known, else as the server says it. */
export function useErrorText(): (error: unknown) => string {
  const { t } = useTexts();
  return (error) => {
    if (!(error instanceof ApiError)) return t('error.UNEXPECTED');
    const key = `error.${error.code}`;
    const text = t(key, { afterSec: typeof error.fields['afterSec'] === 'number' ? error.fields['afterSec'] : 60 });
    return text === key ? `${error.message} (${error.code})` : text;
  };
}

export function Problem({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTexts();
  const errorText = useErrorText();
  return (
    <Alert color="red" role="alert" title={t('state.failed')}>
      <Group justify="space-between">
        <Text size="sm" className="message">{errorText(error)}</Text>
        {onRetry !== undefined && <Button size="xs" variant="light" color="red" onClick={onRetry}>{t('state.retry')}</Button>}
      </Group>
    </Alert>
  );
}
