import { TextInput, type TextInputProps } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';

const SETTLED_MS = 400;

/** A field that filters when its reader pauses, not with each letter. */
export function FilterField({ value, onSettled, ...props }: Omit<TextInputProps, 'value' | 'onChange'> & { value: string; onSettled: (value: string) => void }) {
  const [known, setKnown] = useState(value);
  const [text, setText] = useState(value);
  // Changed from outside, as when what it named was closed.
  if (known !== value) {
    setKnown(value);
    if (text.trim() !== value) setText(value);
  }
  const settle = useDebouncedCallback((typed: string) => onSettled(typed.trim()), SETTLED_MS);
  const onChange = (typed: string): void => {
    setText(typed);
    settle(typed);
  };
  return <TextInput {...props} value={text} onChange={(event) => onChange(event.currentTarget.value)} />;
}
