import { Button, Group, SegmentedControl, Stack, Title } from '@mantine/core';
import { useState } from 'react';
import { useMayAct } from '../../api/api';
import { useSearch } from '../../parts/use-search';
import { useTexts } from '../../texts/texts';
import type { Chosen } from './chosen';
import { DrainDialog } from './drain-dialog';
import { Filters } from './filters';
import type { Deed } from './deed';
import { Groups } from './groups';
import { LetterDrawer } from './letter-drawer';
import { FILTER_KEYS, letterFilter } from './letter-filter';
import { Letters } from './letters';
import { OpenOperations } from './open-operations';
import { ReplayDialog } from './replay-dialog';

export default function DeadLettersPage() {
  const { t } = useTexts();
  const mayAct = useMayAct();
  const [values, change] = useSearch([...FILTER_KEYS, 'view', 'letter']);
  const [deed, setDeed] = useState<{ readonly what: Deed; readonly chosen: Chosen } | null>(null);
  const filter = letterFilter(values);
  const view = values.view === 'letters' ? 'letters' : 'groups';
  const onDeed = mayAct ? (what: Deed, chosen: Chosen) => setDeed({ what, chosen }) : null;
  const close = () => setDeed(null);
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={1} size="h2">{t('deadLetters.title')}</Title>
        <SegmentedControl
          aria-label={t('deadLetters.view')}
          value={view}
          onChange={(next) => change({ view: next === 'letters' ? 'letters' : '' })}
          data={[
            { value: 'groups', label: t('deadLetters.groups') },
            { value: 'letters', label: t('deadLetters.letters') },
          ]}
        />
      </Group>
      <OpenOperations withRecent />
      <Filters values={values} onChange={change} />
      {values.fingerprint !== '' && (
        <Group>
          <Button size="xs" variant="light" onClick={() => change({ fingerprint: '' })}>{t('deadLetters.allCauses')}</Button>
        </Group>
      )}
      {view === 'groups' ? (
        <Groups filter={filter} onOpen={(fingerprint) => change({ fingerprint, view: 'letters' })} onDeed={onDeed} />
      ) : (
        <Letters key={JSON.stringify(filter)} filter={filter} onOpen={(letter) => change({ letter })} onDeed={onDeed} />
      )}
      <LetterDrawer id={values.letter} onClose={() => change({ letter: '' })} onDeed={onDeed} />
      {deed?.what === 'replay' && <ReplayDialog chosen={deed.chosen} onClose={close} />}
      {deed?.what === 'drain' && <DrainDialog chosen={deed.chosen} onClose={close} />}
    </Stack>
  );
}
