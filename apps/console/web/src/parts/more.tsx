import { Button, Center } from '@mantine/core';
import { useTexts } from '../texts/texts';

interface Paged {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  fetchNextPage(): Promise<unknown>;
}

/** The next page of a list, where there is one. */
export function More({ list }: { list: Paged }) {
  const { t } = useTexts();
  if (!list.hasNextPage) return null;
  return (
    <Center mt="md">
      <Button variant="light" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('state.more')}</Button>
    </Center>
  );
}
