"""Particles that do not fit the word before them (은/는, 이/가, 을/를, 과/와, 으로/로): found where it is certain.

Most wrong forms can be nothing else: no Korean word is written 계획를, 기관와 or 서울으로. A few look like other
words: 받는 is a verb, 나이 and 전문가 are nouns, 생태통로 is a way. There the word before must surely be a noun: one
that ends as the nouns below do, a name the text declares, or one the text also uses with other particles. The lists
were drawn from 17.8 million characters of statutes and bills, in which no rightly written word is taken for a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from typing import NamedTuple

from ordinance_drafter.check.words import FILLER, Words
from ordinance_drafter.korean import Final, final_sound

_OPEN = "".join(map(chr, range(0xAC00, 0xD7A4, 28)))
_RIEUL = "".join(map(chr, range(0xAC08, 0xD7A4, 28)))

_END = r"(?=[ ,.ㆍ)」”’「“(<:;\n]|$)"
_MORE = rf"(?=(?:의|는|도|만)?{_END})"
_RO_MORE = rf"(?=(?:서|써|부터)?(?:의|는|도|만)?{_END})"


@cache
def _likely() -> re.Pattern[str]:
    """Return the expression for a particle whose form does not fit the final of the syllable before it.

    It begins with the particle, which is looked for fast, and looks back; it is made when it is first needed,
    because classes of so many letters take some milliseconds.
    """
    after_closed = "|".join(
        rf"{form}{more}(?<![{opened}]{form})(?<=[가-힣]{form})"
        for form, more, opened in (
            ("를", _END, _OPEN),
            ("는", _END, _OPEN),
            ("가", _END, _OPEN),
            ("나", _END, _OPEN),
            ("와", _MORE, _OPEN),
            ("로", _RO_MORE, _OPEN + _RIEUL),
        )
    )
    after_open = "|".join(
        rf"{form}{more}(?<=[{opened}]{form})"
        for form, more, opened in (
            ("을", _END, _OPEN),
            ("은", _END, _OPEN),
            ("이", _END, _OPEN),
            ("과", _MORE, _OPEN),
            ("으로", _RO_MORE, _OPEN + _RIEUL),
        )
    )
    return re.compile(f"{after_open}|{after_closed}")


_AFTER_MARK = re.compile(
    r"[”’」』)\]0-9A-Za-z%㎡㎥㎞㎏㎝㎜℃](?:(은|는|이|가|을|를|이란|란)"
    rf"{_END}|(과|와){_MORE}|(으로|로){_RO_MORE}|(이라|라)(?= ?(?:한다|하고|하며|함은|부른다|칭한다|고 ))|(이라|라)(?=는 ))"
)
_PAIRS = {
    form: tuple(pair.split("/"))
    for pair in ("은/는", "이/가", "을/를", "과/와", "으로/로", "이란/란", "이라/라", "이나/나")
    for form in pair.split("/")
}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# 뒤에 “는”이 붙는 동사와 형용사의 어간 끝 글자. 이것으로 끝나는 이름씨는 아래의 낱말일 때만 본다
_STEMS = frozenset(
    "받있없않맞먹적갖얻낳남넘찾잡막뽑묻듣걷싣닫읽앉닦겪묶섞놓쌓잃앓뚫끊많낫짓잇긋붓젓웃씻벗빗솟뺏앗입접집업씹줍굽눕돕덮엎짚갚뱉"
    "맡같붙핥훑밟삶굶닮옮곪곯참숨심감담품뿜뜸금죽녹썩속식찍박꺾깎볶낚엮솎늙긁갉밝믿쏟돋뜯닿찧빻땋넣맺잊찢꽂짖젖빚쫓좇높깊낮늦"
    "곱춥덥쉽겹엷옅짙굳갇붇안삼잠검숙삭옳싫좋끓꿇뚫얹넓얇젊굵붉맑갑깁좁돕눅묵꼽좀흩듬음램둠짐빔"
)
# 법령에서 이름씨의 끝으로 쓰이는 글자들(공무원의 “무원”): 이것으로 끝나면 이름씨이다. 한 글자는 그 한 글자뿐일 때
_NOUNS = _words(
    "것 등 기관 사항 사업 계획 규정 청장 시설 기간 서식 원장 사람 무원 내용 위원 신청 지원 운영 사실 지역 기업"
    " 금액 지정 구역 처분 의견 법인 등록 기술 청인 법령 재산 비용 명령 계약 시행 제품 방법 법률 교육 요건 의결"
    " 예산 조합 처장 산업 결정 시험 요청 구분 권한 직원 본문 과정 제출 인증 자격 정책 시장 규칙 수행 이용 활동"
    " 변경 인력 자금 확인 부분 목적 시책 국민 발전 자원 기금 정원 개발 정청 후단 전단 실적 공단 안건 조정 집행"
    " 대상 재단 건물 사건 물품 면적 리인 계인 주민 제공 담금 지급 개인 징금 사용 대장 조금 의장 개선 상금 시간"
    " 업장 조직 임원 수립 법원 훈련 상황 진흥 대학 영향 협약 협력 경력 환경 조건 개월 능력 채권 기록 감독 가격"
    " 은행 이익 물건 사장 안전 소년 물질 사정 기한 합원 촉진 관장 정관 활용 과장 관청 향상 보상 현황 조성 비율"
    " 선박 수당 추진 본인 대책 인정 명칭 연금 보완 이행 설물 기능 증권 주식 영업 방안 산물 지침 흥원 타인 청문"
    " 보험 책임 자산 이전 외국 약품 경영 소장 임금 서장 표준 육성 운용 구원 업종 약관 비밀 점검 회장 수단 주택"
    " 전환 통령 제한 지분 작성 진단 구인 력단 등급 연장 보급 총액 성원 손실 교원 부장 공급 원금 수입 생활 재원"
    " 회원 차장 육감 수준 학생 특성 양성 소송 발급 병원 서명 합병 회복 용역 대금 검정 방향 총장 과목 산정 위탁"
    " 수금 서면 휴직 어음 건강 지출 요성 재생 작물 요원 산림 유족 목록 구성 능성 사안 술인 하천 의원 용품 부문"
    " 보전 동물 방식 입금 여건 분석 판결 생물 질병 경찰 검증 학원 인원 분쟁 소금 차량 대응 협정 공간 재난 구축"
    " 임용 위험 단장 판정 불금 통신 산금 설립 적용 재판 입찰 유권 신문 부담 화물 스원 송달 기반 포장 용량 생산"
    " 가족 약정 변동 항목 아동 내역 방침 쟁력 선정 비금 품목 부금 보장 행정 여금 성별 대원 결산 설정 획안 식업"
    " 보관 농업 건설 식물 교환 소득 령안 운항 질환 염병 규격 재심 작업 보증 도면 재정 원칙 유형 운동 계층 취득"
    " 본금 기일 현장 품종 증금 상품 고객 효율 질문 규약 어업 의안 학금 폭력 유통 여성 품질 지능 교장 출입 과금"
    " 배출 성능 벌칙 위반 종목 배상 상환 군인 공정 증인 진출 혁신 장물 수첩 업인 리업 전략 납금 원등 수익 대행"
    " 급금 재결 수습 방송 훈장 애인 체결 정안 수급 조업 채용 개정 편성 토양 부품 경쟁 운행 수출 모집 예금 취업"
    " 반환 립성 교통 조항 정금 산안 매각 갱신 심판 분할 민간 자본 요양 해석 수목 조달 생명 공익 직장 전력 공업"
    " 발행 파일 전국 경관 측정 제안 건축 계산 감축 취급 난민 구간 측량 체장 영장 영상 실증 창업 차입 집단 지점"
    " 포상 요인 파악 설업 사단 양식 성분 평등 성장 반장 신원 장벽 법안 발굴 작품 동향 노선 개업 이동 배분 립금"
    " 랫폼 매장 성격 상담 청년 시민 도민 군민 구민 노인 강당 구장 공원 역량 인권 편익 복합 예술 관광 체육 녹색"
    " 기획 축산 농장 공장 상권 혜택 거점 역할 권익 다툼 시스템 모임 책무성 문장 조례안 유산 자율 접근 분담 순환"
    " 화합 상생 통합 융합 결합 공동 방역 예방 치안 민원 여론 소통 관람 체험 전시관 도서관 문화원 복지관 체육관"
    " 박물관 미술관 문서함 담당관 감사관 보좌관 정책관 기획관 국장 실장 팀장 동장 읍장 면장 장관 경험 공헌 자질"
    " 건축물 외벽 발생 효력 노력 균형 과실 결원 덕망 종업원 담당 속인 간인 시인 효용 지식 미관 출량 찬성 출석 소속"
    " 이상 이하 미만 이중 일원 단독 바탕 거짓 동력 일종 상근 규명 우편 전원 사무국 남성 군청 시청 구청 도청 특별법"
    " 기본법"
)
# 이 말로 끝나면 “가”까지가 한 낱말일 수 있다(사업가, 예술가, 기준가, 대학가)
_NOT_GA = tuple(
    _words(
        "국 사업 기업 농업 어업 공업 상업 창업 취업 조업 개업 영업 예술 미술 활동 운동 법률 건축 음악 대학 주택 은행"
        " 하천 학원 공장 농장 매장 관청 제품 상품 약품 물품 작품 용품 부품 산물 작물 식물 보상 감정 표준 입찰 매각"
        " 매입 수입 수출 공급 분양 산정 결정 지정 인정 추정 선정 판정 설정 협정 계약 판매 처분 취득 할인 정상 생산"
        " 자산 재산 대금 현금 총액 교육 체육 본인 확인 승인 건설 시행인 구인 요인 술인 업인 보증 인증 검증 증권 등급"
        " 획안 조정 책정 검정 개정 환경 조합 정책 상담 발굴 수금 기획 계획 주식 면적"
    )
)
_SURE_GA = tuple(
    _words(
        "기본계획 시행계획 종합계획 실행계획 추진계획 운영계획 사업계획 집행계획 지원계획 관리계획 세부계획 지원사업"
        " 추진사업 육성사업 해당사업 위탁사업 관련사업 보조사업 협력사업 인공지능산업 관련산업 관련기업 해당기업"
        " 중소기업 창업기업 벤처기업 사회적기업 제조기업 지원정책 추진정책 육성정책 수립정책 지식재산 공유재산"
        " 결정사항 환경교육 위탁교육 시민교육 직무교육 사무국"
    )
)
# 이 말로 끝나면 “로”까지가 길 따위의 이름일 수 있다(대학로, 이동로)
_NOT_RO = tuple(
    _words(
        "대학 공단 은행 병원 법원 학원 공원 하천 산림 작업 이동 통행 운행 배출 진입 진출 출입 보행 관찰 탐방 방송"
        " 운송 공급 건설 교통 순환 관람 관광 예술 체육 산업 시민 도민 군민 청년 농장 공장 농업 공업 운동 생산 측량"
        " 노선 구간 혁신 안전 자율 화물 조업 평등 통신 전력 차량 선박 시설물 조항 유통 접근 녹색 경관 매장 재생 환경"
        " 문화원 박물관 미술관 체육관 도서관 복지관 강당 구장 개발 상생 경찰 역량"
    )
)
# “이”까지가 다른 낱말일 수 있는 글자(나이, 차이, 넥타이)로 끝나는 이름씨 가운데 그럴 수 없는 것
_NEVER_I = frozenset(
    "회례체표처계교료태대매배폐혜화과외위귀취류유규휴효요묘해래재채내개패애비기시의무소도수서주터트스드크프호제치야지가리티디피키니"
)
_NOUNS_I = _words(
    "시 자 수 도 업자 지사 정보 일부 조사 검사 신고 행자 절차 여부 로자 용자 권자 정부 사자 상자 리자 유자 감사"
    " 회사 청구 심사 요구 기구 표자 치구 지구 면허 급여 무자 해자 의사 보고 용어 연구 도로 청자 사고 급자 공고"
    " 동차 이자 규모 위자 명부 간사 본부 록부 출자 전부 납부 검토 권고 탁자 계좌 호자 납자 과제 고자 입자 공자"
    " 격자 비자 행사 원부 계자 판사 호사 당자 보자 구조 투자 종자 물자 영자 공보 특구 장부 재자 련자 정자 자사"
    " 제조 선로 자녀 참여 광고 환자 치자 우자 술자 융자 근로 홍보 수사 복사 가구 예고 찰자 의자 세자 부모 항로"
    " 은자 부자 인사 외부 금고 제자 자자 구자 득자 국고 직자 교사 조자 보조 조세 열차 산자 대부 송부 거부 시자"
    " 대여 약자 기부 의뢰 망자 관자 증자 내부 군수 공무 단위 센터 공사 통로 경로 공로 우려 근거 기초 수여 개최"
    " 확보 모두 대로 차로 제3자 자료 범죄"
)
# “과”까지가 부서나 다른 낱말일 수 없는 것(복지과, 회계과, 정보과, 효과가 아닌 것)
_NOUNS_GWA = _words(
    "자 때 원회 단체 의회 경우 서류 지사 범위 결과 조치 신청서 행위 여부 센터 국가 회사 장소 기구 절차 직무 사유"
    " 업자 로자 용자 권자 자자 상자 표자 청자 탁자 무자 문가 행자 유자 리자 당자 이사 간사 비용 학교 연구소 협회"
    " 업체 주체 부서 목표 성과 규모 명부 주소 분야 시기 한도 정도 상태 조서 통지서 계획서 보고서 책무 권리 조례"
    " 자녀 부모 참여자 개발자 피해자 사무소 회의체 협의체 공동체 임기 근거 이유 사자 아래 사례 사고 재해 피해 대가"
    " 사용료 수수료 과태료 이용료 보험료"
)
# 이 글자 뒤의 “가, 로, 이”는 다른 낱말의 끝일 때가 많아 글 안의 다른 쓰임만으로는 알 수 없다
_NOT_ALONE = {
    "가": "국평인문농물참증단상연병첨임불작는한은",
    "로": "통선항진경관판근행방업출력농난",
    "이": "나차추사로까놀구오",
}
_COUNTED = re.compile(
    r"\d(?:명|년|건|등|급|점|권|원|천원|만원|억원|개월|종|통|칸|층|장|면|쪽|단|항|편|절|관|목|월|일|분|톤|평|곳|쌍|벌|번)$"
)
_PLACE = re.compile(r"(?:별표|서식|분의|\d의) ?\d+$")
# 모음 뒤의 “은, 을”이 활용이거나 다른 낱말인 것(지은, 나은, 수은, 마을, 가을)
_FITS = {
    "은": re.compile(r"^(?:지|나|이|부|그|저|수|가|아|기|차|주)$|(?:[정련관]|마무리|특징|결론|매듭|농사|구분|수)지$|(?:뒤|더)나$|뒤이$|^대수$"),
    "을": re.compile(r"(?<!드라)(?<!테)마$|^(?:가|늦가|초가|고|노|저녁노|지|나|이|부|그|저|거|개)$|(?:결정|규정|특징|관련|연관|마무리|매듭|결론|구분)지$"),
}  # fmt: skip


class Wrong(NamedTuple):
    """A particle that does not fit: where it stands, what it is and what it should be, and the word before it."""

    start: int
    end: int
    particle: str
    right: str
    word: str


def wrong_particles(words: Words, names: Collection[str] = ()) -> Iterator[Wrong]:
    """Yield the particles that surely do not fit the word before them, in no certain order.

    After a Hangul word: where the written form can be nothing else. After a quote, a bracket, a digit or a Latin
    letter: by the sound of what stands before it; what has no certain sound is left.

    Args:
        words: where to look; titles in 「 」 and words in “ ” are passed over.
        names: words that are surely nouns: the names a text declares.
    """
    plain = words.plain
    for match in _likely().finditer(plain):
        start, particle = match.start(), match[0]
        word = _word_before(plain, start)
        if _is_wrong(word, particle, plain, match.end(), names):
            yield Wrong(start, match.end(), particle, _other(particle), word)
    for match in _AFTER_MARK.finditer(plain):
        yield from _after_mark(words, match)


def _word_before(plain: str, end: int) -> str:
    start = end
    while start and end - start < 16 and "가" <= plain[start - 1] <= "힣":
        start -= 1
    return plain[start:end]


def _other(particle: str) -> str:
    first, second = _PAIRS[particle]
    return second if particle == first else first


# ── after a mark ─────────────────────────────────────────────────────────────


def _after_mark(words: Words, match: re.Match[str]) -> Iterator[Wrong]:
    particle = match[match.lastindex or 1]
    at = match.start() + 1
    start, _ = words.unit(at)
    before = words.text[max(start, at - 600) : at]
    if before[-1].isdigit() and particle in "이가과로라" and not _PLACE.search(before):
        return
    sound = _sound(before)
    if sound is Final.UNKNOWN:
        return
    closed, opened = _PAIRS[particle]
    right = opened if sound is Final.NONE or (closed == "으로" and sound is Final.RIEUL) else closed
    if right != particle:
        yield Wrong(at, at + len(particle), particle, right, before[-40:])


def _sound(before: str) -> Final:
    """The sound a mark, a digit or a Latin letter ends with: of the word in front of it, the usual cases first."""
    end = len(before)
    while end and before[end - 1] in "”’」』":
        end -= 1
    if before[-1] == ")":
        end = _opening(before)
    word = before[:end]
    if word[-1:] == FILLER or (before[-1] == ")" and not word.rstrip()):
        return Final.UNKNOWN
    usual = "가" <= word[-1:] <= "힣" and (before[-1] != ")" or len(before) - end > 4)
    return final_sound(word[-1] if usual else before)


def _opening(before: str) -> int:
    """Return where the bracket at the end opens, 0 when it does not."""
    depth = 0
    for at in range(len(before) - 1, -1, -1):
        depth += (before[at] == ")") - (before[at] == "(")
        if not depth:
            return at
    return 0


# ── after a word ─────────────────────────────────────────────────────────────


def _is_wrong(word: str, particle: str, plain: str, end: int, names: Collection[str]) -> bool:
    """Whether a form that looks wrong is: the final of the word has been judged already."""
    if particle in ("를", "와", "으로"):
        return True
    if particle in _FITS:
        return not _FITS[particle].search(word) or (word == "이" and _THIS.match(plain, end) is not None)
    if particle == "는":
        return word[-1] not in _STEMS or _is_noun(word, _NOUNS, names)
    if particle in ("이", "과") and word[-1] in "조호항" and _REFERENCE.search(plain, max(0, end - 9), end - 1):
        return True
    if particle == "이":
        safe = len(word) > 1 and word[-1] in _NEVER_I
        return safe or _is_noun(word, _NOUNS_I, names) or _used_as_noun(word, particle, plain)
    if particle == "과":
        return _is_noun(word, _NOUNS_GWA, ()) or (word == "이" and _THIS.match(plain, end) is not None)
    if _COUNTED.search(plain, max(0, end - 9), end - 1):
        return particle == "가" or not _ADDRESS.match(plain, end)
    if any(len(name) > 3 and word.endswith(name) for name in names):
        return True
    if particle == "가":
        return word.endswith(_SURE_GA) or (not word.endswith(_NOT_GA) and _is_noun_here(word, particle, plain, names))
    if particle == "나":
        return _is_noun(word, _NOUNS, names)
    if plain[end : end + 1] in ("서", "써") or (word[-1] == "적" and len(word) > 2):
        return True  # 위원로서, 체계적로
    return not word.endswith(_NOT_RO) and not _ADDRESS.match(plain, end) and _is_noun_here(word, particle, plain, names)


_REFERENCE = re.compile(r"(?:제\d+[조호항](?:의\d+)?|각 ?호)$")
_THIS = re.compile(
    r" (?:위|통|이용|준용|적용|제외|활용|공개|고려|변경|지원|수립|추진|시행|반영|확인|제공|제출|승인|같|관련|유사)"
)
_ADDRESS = re.compile(r" ?\d|번길")


def _is_noun(word: str, nouns: frozenset[str], names: Collection[str]) -> bool:
    if len(word) == 1:
        return word in nouns
    ends = any(word[-size:] in nouns for size in (2, 3, 4))
    return ends or any(word.endswith(name) and len(name) > 1 for name in names)


def _is_noun_here(word: str, particle: str, plain: str, names: Collection[str]) -> bool:
    abstract = len(word) > 2 and word[-1] == "성"  # 투명성가
    return abstract or _is_noun(word, _NOUNS, names) or _used_as_noun(word, particle, plain)


def _used_as_noun(word: str, particle: str, plain: str) -> bool:
    """Whether the text uses a word with two other particles, and never with this one as a noun of its own."""
    if (
        len(word) < 2
        or word[-1] in _NOT_ALONE[particle]
        or any(word + particle + more in plain for more in ("를 ", "의 ", "는 ", "에 ", "와 ", "가 "))
    ):
        return False
    kinds = (f"{word}{more}" for more in ("의 ", "에 ", "을 ", "를 ", "에게 ", "에서 ", "은 ", "는 "))
    return sum(kind in plain for kind in kinds) > 1
