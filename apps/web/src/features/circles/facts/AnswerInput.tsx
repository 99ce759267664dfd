import type { StandardQuestion } from '@xiayi/contract/standards'
import { statusWords } from './fact-words.ts'
import { itemsOf, listText, noneText, type TypedAnswer } from './typed-answer.ts'

type AnswerInputProps = {
  question: StandardQuestion
  typed: TypedAnswer
  onChange: (patch: Partial<TypedAnswer>) => void
  /** id of the element that names the question */
  labelId: string
  describedBy?: string
}

/** The right control for each kind of answer; native ones, so that a phone brings its own keyboards and pickers. */
export function AnswerInput(props: AnswerInputProps) {
  const { question } = props
  switch (question.kind) {
    case 'number':
    case 'text':
      return question.isClosed ? (
        <Choice {...props} choices={question.options.map((one) => [one, one])} />
      ) : (
        <Text {...props} />
      )
    case 'boolean':
      return (
        <Choice
          {...props}
          choices={[
            ['yes', '是'],
            ['no', '否'],
          ]}
        />
      )
    case 'evidence':
      return <Choice {...props} choices={Object.entries(statusWords)} />
    case 'list':
      return <Items {...props} />
    case 'survey':
      return <Survey {...props} />
  }
}

function Text({ question, typed, onChange, labelId, describedBy }: AnswerInputProps) {
  const isNumber = question.kind === 'number'
  return (
    <span className="answer__line">
      <input
        className="answer__text"
        type="text"
        inputMode={isNumber ? (question.isWhole ? 'numeric' : 'decimal') : 'text'}
        maxLength={isNumber ? 30 : 500}
        autoComplete="off"
        aria-labelledby={labelId}
        aria-describedby={describedBy}
        value={typed.value}
        onChange={(event) => onChange({ value: event.target.value })}
      />
      {question.unit !== null && <span className="answer__unit">{question.unit}</span>}
    </span>
  )
}

function Choice({
  question,
  typed,
  onChange,
  labelId,
  describedBy,
  choices,
}: AnswerInputProps & { choices: readonly (readonly [value: string, word: string])[] }) {
  return (
    <div className="answer__choices" role="radiogroup" aria-labelledby={labelId} aria-describedby={describedBy}>
      {[...choices, ['', '不知道'] as const].map(([value, word]) => (
        <label key={value} className={typed.value === value ? 'answer__choice answer__choice--on' : 'answer__choice'}>
          <input
            type="radio"
            name={`${labelId} ${question.key}`}
            checked={typed.value === value}
            onChange={() => onChange({ value })}
          />
          {word}
        </label>
      ))}
    </div>
  )
}

function Items({ question, typed, onChange, labelId, describedBy }: AnswerInputProps) {
  const items = itemsOf(typed.value)
  const others = items.filter((item) => !question.options.includes(item))
  const isNone = typed.value.trim() === noneText
  const put = (next: readonly string[]) => onChange({ value: listText(next) })
  return (
    <fieldset className="answer__items" aria-labelledby={labelId} aria-describedby={describedBy}>
      <div className="answer__choices">
        {question.options.map((option) => (
          <label
            key={option}
            className={items.includes(option) ? 'answer__choice answer__choice--on' : 'answer__choice'}
          >
            <input
              type="checkbox"
              checked={items.includes(option)}
              onChange={(event) =>
                put(event.target.checked ? [...items, option] : items.filter((item) => item !== option))
              }
            />
            {option}
          </label>
        ))}
        <label className={isNone ? 'answer__choice answer__choice--on' : 'answer__choice'}>
          <input
            type="checkbox"
            checked={isNone}
            onChange={(event) => onChange({ value: event.target.checked ? noneText : '' })}
          />
          {noneText}
        </label>
      </div>
      <label className="answer__other">
        其他，用顿号隔开
        <input
          className="answer__text"
          type="text"
          maxLength={500}
          value={isNone ? '' : listText(others)}
          onChange={(event) =>
            put([...items.filter((item) => question.options.includes(item)), ...itemsOf(event.target.value)])
          }
        />
      </label>
    </fieldset>
  )
}

function Survey({ typed, onChange, labelId, describedBy }: AnswerInputProps) {
  const parts = [
    ['satisfied', '满意份数', 'numeric'],
    ['answered', '已答份数', 'numeric'],
    ['method', '怎么调查的', 'text'],
  ] as const
  return (
    <fieldset className="answer__survey" aria-labelledby={labelId} aria-describedby={describedBy}>
      {parts.map(([part, word, inputMode]) => (
        <label key={part} className="answer__other">
          {word}
          <input
            className="answer__text"
            type="text"
            inputMode={inputMode}
            maxLength={part === 'method' ? 300 : 9}
            value={typed[part]}
            onChange={(event) => onChange({ [part]: event.target.value })}
          />
        </label>
      ))}
    </fieldset>
  )
}
