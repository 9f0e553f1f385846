"""LaTeX's commands for one character each, by their names without the backslash.

What pylatexenc and pandoc know, with the commands of biblatex, babel, textcomp and siunitx that stand in bibliographies.
"""

_WORDS = """
    AA Å aa å AE Æ ae æ ain ʿ aleph ℵ alif ʾ allequal ≌ Alpha Α alpha α amalg ⨿ Angle ⦜ angle ∠ approx ≈ approxeq ≊ approxnotequal ≆ aquarius ♒
    aries ♈ arrowwaveleft ↜ arrowwaveright ↝ ast ∗ asymp ≍ ayn ʿ backepsilon ϶ backprime ‵ backsim ∽ backsimeq ⋍ backslash \\ barwedge ⌅ because ∵
    Beta Β beta β beth ℶ between ≬ bigcap ⋂ bigcirc ◯ bigcup ⋃ bigoplus ⊕ bigotimes ⊗ bigtriangledown ▽ bigtriangleup △ bigvee ⋁ bigwedge ⋀
    blacklozenge ⧫ blacksquare ▪ blacktriangle ▴ blacktriangledown ▾ blacktriangleleft ◂ blacktriangleright ▸ bowtie ⋈ boxdot ⊡ boxminus ⊟ boxplus
    ⊞ boxtimes ⊠ bullet ∙ Bumpeq ≎ bumpeq ≏ cancer ♋ Cap ⋒ cap ∩ capricornus ♑ cdot · cdotp · cdots ⋯ celsius ℃ checkmark ✓ Chi Χ chi χ circ ∘
    circeq ≗ circlearrowleft ↺ circlearrowright ↻ circledast ⊛ circledcirc ⊚ circleddash ⊝ circledS Ⓢ clockoint ⨏ clwintegral ∱ Colon ∷ colon :
    complement ∁ cong ≅ coprod ∐ copyleft 🄯 copyright © Cup ⋓ cup ∪ curlyeqprec ⋞ curlyeqsucc ⋟ curlyvee ⋎ curlywedge ⋏ curvearrowleft ↶
    curvearrowright ↷ CYRA А cyra а CYRABHCH Ҽ cyrabhch ҽ CYRABHCHDSC Ҿ cyrabhchdsc ҿ CYRABHDZE Ӡ cyrabhdze ӡ CYRABHHA Ҩ cyrabhha ҩ CYRAE Ӕ cyrae
    ӕ CYRB Б cyrb б CYRBYUS Ѫ cyrbyus ѫ CYRC Ц cyrc ц CYRCH Ч cyrch ч CYRCHLDSC Ӌ cyrchldsc ӌ CYRCHRDSC Ҷ cyrchrdsc ҷ CYRCHVCRS Ҹ cyrchvcrs ҹ CYRD
    Д cyrd д CYRDJE Ђ cyrdje ђ CYRDZE Ѕ cyrdze ѕ CYRDZHE Џ cyrdzhe џ CYRE Е cyre е CYREREV Э cyrerev э CYRERY Ы cyrery ы CYRF Ф cyrf ф CYRFITA Ѳ
    cyrfita ѳ CYRG Г cyrg г CYRGDSC Ӷ cyrgdsc ӷ CYRGDSCHCRS Ӻ cyrgdschcrs ӻ CYRGHCRS Ғ cyrghcrs ғ CYRGHK Ҕ cyrghk ҕ CYRGUP Ґ cyrgup ґ CYRH Х cyrh
    х CYRHDSC Ҳ cyrhdsc ҳ CYRHHCRS Ӿ cyrhhcrs ӿ CYRHHK Ӽ cyrhhk ӽ CYRHRDSN Ъ cyrhrdsn ъ CYRI И cyri и CYRIE Є cyrie є CYRII І cyrii і CYRISHRT Й
    cyrishrt й CYRIZH Ѵ cyrizh ѵ CYRJE Ј cyrje ј CYRK К cyrk к CYRKBEAK Ҡ cyrkbeak ҡ CYRKDSC Қ cyrkdsc қ CYRKHCRS Ҟ cyrkhcrs ҟ CYRKHK Ӄ cyrkhk ӄ
    CYRKVCRS Ҝ cyrkvcrs ҝ CYRL Л cyrl л CYRLDSC Ӆ cyrldsc ӆ CYRLJE Љ cyrlje љ CYRM М cyrm м CYRMDSC Ӎ cyrmdsc ӎ CYRN Н cyrn н CYRNDSC Ң cyrndsc ң
    CYRNG Ҥ cyrng ҥ CYRNHK Ӈ cyrnhk ӈ CYRNJE Њ cyrnje њ CYRO О cyro о CYROTLD Ө cyrotld ө CYRP П cyrp п CYRpalochka Ӏ CYRPHK Ҧ cyrphk ҧ CYRR Р
    cyrr р CYRRTICK Ҏ cyrrtick ҏ CYRS С cyrs с CYRSCHWA Ә cyrschwa ә CYRSDSC Ҫ cyrsdsc ҫ CYRSEMISFTSN Ҍ cyrsemisftsn ҍ CYRSFTSN Ь cyrsftsn ь CYRSH
    Ш cyrsh ш CYRSHCH Щ cyrshch щ CYRSHHA Һ cyrshha һ CYRT Т cyrt т CYRTDSC Ҭ cyrtdsc ҭ CYRTETSE Ҵ cyrtetse ҵ CYRTSHE Ћ cyrtshe ћ CYRU У cyru у
    CYRUSHRT Ў cyrushrt ў CYRV В cyrv в CYRY Ү cyry ү CYRYA Я cyrya я CYRYAT Ѣ cyryat ѣ CYRYHCRS Ұ cyryhcrs ұ CYRYI Ї cyryi ї CYRYO Ё cyryo ё
    CYRYU Ю cyryu ю CYRZ З cyrz з CYRZDSC Ҙ cyrzdsc ҙ CYRZH Ж cyrzh ж CYRZHDSC Җ cyrzhdsc җ dag † dagger † daleth ℸ dashv ⊣ dblarrowupdown ⇅ ddag
    ‡ ddddot ⃛ ddots ⋱ degree ° Delta Δ delta δ DH Ð dh ð diagup ╱ diamond ♢ Digamma Ϝ digamma ϝ div ÷ divideontimes ⋇ DJ Đ dj đ doteq ≐
    doteqdot ≑ dotplus ∔ dots … dotsb ⋯ dotsc … dotsi ⋯ dotsm ⋯ dotso … Downarrow ⇓ downarrow ↓ DownArrowBar ⤓ DownArrowUpArrow ⇵ downdownarrows ⇊
    downharpoonleft ⇃ downharpoonright ⇂ DownLeftRightVector ⥐ DownLeftTeeVector ⥞ DownLeftVectorBar ⥖ DownRightTeeVector ⥟ DownRightVectorBar ⥗
    downslopeellipsis ⋱ eighthnote ♪ ell ℓ emptyset ∅ Epsilon Ε epsilon ϵ eqcirc ≖ eqslantgtr ⪖ eqslantless ⪕ Equal ⩵ equiv ≡ estimates ≙ Eta Η
    eta η eth ƪ EUR € euro € exists ∃ fallingdotseq ≒ fg » flat ♭ flq ‹ flqq « forall ∀ forcesextra ⊨ frown ⌢ frq › frqq » Gamma Γ gamma γ ge ≥
    gemini ♊ geneuro € geq ≥ geqq ≧ geqslant ⩾ gets ← gg ≫ gimel ℷ glq ‚ glqq „ gnapprox ⪊ gneq ⪈ gneqq ≩ gnsim ⋧ greaterequivlnt ≳ grq ‘ grqq “
    gt > gtrapprox ⪆ gtrdot ⋗ gtreqless ⋛ gtreqqless ⪌ gtrless ≷ gtrsim ≳ guillemetleft « guillemetright » guillemotleft « guillemotright »
    guilsinglleft ‹ guilsinglright › hamza ʾ hbar ℏ hermitconjmatrix ⊹ homothetic ∻ hookleftarrow ↩ hookrightarrow ↪ hslash ℏ hyphen - i ı iddots
    ⋰ iff ⟺ iiint ∭ iint ∬ IJ Ĳ ij ĳ Im ℑ image ⊷ implies ⟹ in ∈ infin ∞ infty ∞ int ∫ intercal ⊺ Iota Ι iota ι j ȷ jupiter ♃ Kappa Κ kappa κ
    Koppa Ϟ L Ł l ł Lambda Λ lambda λ land ∧ langle ⟨ lazysinv ∾ lbrace { lbrack [ lceil ⌈ ldotp . ldots … le ≤ Leftarrow ⇐ leftarrow ←
    leftarrowtail ↢ LeftDownTeeVector ⥡ LeftDownVectorBar ⥙ leftharpoondown ↽ leftharpoonup ↼ leftleftarrows ⇇ Leftrightarrow ⇔ leftrightarrow ↔
    leftrightarrows ⇆ leftrightharpoons ⇋ leftrightsquigarrow ↭ LeftRightVector ⥎ LeftTeeVector ⥚ leftthreetimes ⋋ LeftTriangleBar ⧏
    LeftUpDownVector ⥑ LeftUpTeeVector ⥠ LeftUpVectorBar ⥘ LeftVectorBar ⥒ leo ♌ leq ≤ leqq ≦ leqslant ⩽ lessapprox ⪅ lessdot ⋖ lesseqgtr ⋚
    lesseqqgtr ⪋ lessequivlnt ≲ lessgtr ≶ lesssim ≲ lfloor ⌊ libra ♎ ll ≪ llcorner ⌞ Lleftarrow ⇚ lmoustache ⎰ lnapprox ⪉ lneq ⪇ lneqq ≨ lnot ¬
    lnsim ⋦ Longleftarrow ⟸ longleftarrow ⟵ Longleftrightarrow ⟺ longleftrightarrow ⟷ longmapsto ⟼ Longrightarrow ⟹ longrightarrow ⟶ looparrowleft
    ↫ looparrowright ↬ lor ∨ lozenge ◊ lq ‘ lrcorner ⌟ Lsh ↰ lt < ltimes ⋉ lVert ‖ lvert | male ♂ mapsto ↦ measuredangle ∡ mercury ☿ mho ℧ micro µ
    mid | mp ∓ Mu Μ mu μ multimap ⊸ nabla ∇ natural ♮ ne ≠ nearrow ↗ neg ¬ neptune ♆ neq ≠ NestedGreaterGreater ⪢ NestedLessLess ⪡ nexists ∄ NG Ŋ
    ng ŋ ngeq ≱ ngtr ≯ ni ∋ nLeftarrow ⇍ nleftarrow ↚ nLeftrightarrow ⇎ nleftrightarrow ↮ nleq ≰ nless ≮ nmid ∤ No № notgreaterless ≹ notin ∉
    notlessgreater ≸ nparallel ∦ nprec ⊀ nRightarrow ⇏ nrightarrow ↛ nsubseteq ⊈ nsucc ⊁ nsupseteq ⊉ ntriangleleft ⋪ ntrianglelefteq ⋬
    ntriangleright ⋫ ntrianglerighteq ⋭ Nu Ν nu ν nVDash ⊯ nVdash ⊮ nvDash ⊭ nvdash ⊬ nwarrow ↖ O Ø o ø odot ⊙ OE Œ oe œ og « ohm Ω oint ∮ Omega Ω
    omega ω Omicron Ο omicron ο ominus ⊖ openbracketleft 〚 openbracketright 〛 oplus ⊕ original ⊶ oslash ⊘ otimes ⊗ P ¶ parallel ∥ partial ∂ perp ⊥
    perspcorrespond ⩞ Phi Φ phi ϕ Pi Π pi π pisces ♓ pitchfork ⋔ pluto ♇ pm ± pounds £ prec ≺ precapprox ⪷ preccurlyeq ≼ precedesnotsimilar ⋨
    preceq ≼ precnapprox ⪹ precneqq ⪵ precsim ≾ prime ′ prod ∏ propto ∝ Psi Ψ psi ψ quarternote ♩ quotedblbase „ quotesinglbase ‚ rangle ⟩ rbrace
    } rbrack ] rceil ⌉ Re ℜ recorder ⌕ ReverseUpEquilibrium ⥯ rfloor ⌋ Rho Ρ rho ρ rightangle ∟ rightanglearc ⊾ Rightarrow ⇒ rightarrow →
    rightarrowtail ↣ RightDownTeeVector ⥝ RightDownVectorBar ⥕ rightharpoondown ⇁ rightharpoonup ⇀ rightleftarrows ⇄ rightleftharpoons ⇌ rightmoon
    ☾ rightrightarrows ⇉ rightsquigarrow ⇝ RightTeeVector ⥛ rightthreetimes ⋌ RightTriangleBar ⧐ RightUpDownVector ⥏ RightUpTeeVector ⥜
    RightUpVectorBar ⥔ RightVectorBar ⥓ risingdotseq ≓ rmoustache ⎱ RoundImplies ⥰ rq ’ Rrightarrow ⇛ Rsh ↱ rtimes ⋊ RuleDelayed ⧴ rVert ‖ rvert |
    S § sagittarius ♐ Sampi Ϡ saturn ♄ schwa ə scorpio ♏ searrow ↘ setminus ∖ sharp ♯ Sigma Σ sigma σ sim ∼ simeq ≃ slash / smallsetminus ∖ smile
    ⌣ sphericalangle ∢ sqcap ⊓ sqcup ⊔ sqrint ⨖ sqsubset ⊏ sqsubseteq ⊑ sqsupset ⊐ sqsupseteq ⊒ square □ SS ẞ ss ß star ⋆ starequal ≛ Stigma Ϛ
    Subset ⋐ subset ⊂ subseteq ⊆ subseteqq ⫅ subsetneq ⊊ subsetneqq ⫋ succ ≻ succapprox ⪸ succcurlyeq ≽ succeq ≽ succnapprox ⪺ succneqq ⪶ succnsim
    ⋩ succsim ≿ sum ∑ Supset ⋑ supset ⊃ supseteq ⊇ supseteqq ⫆ supsetneq ⊋ supsetneqq ⫌ surd √ surfintegral ∯ swarrow ↙ Tau Τ tau τ taurus ♉
    textacutedbl ˝ textain ʿ textalif ʾ textalpha α textampersand & textasciiacute ´ textasciibreve ˘ textasciicaron ˇ textasciicircum ^
    textasciidieresis ¨ textasciigrave ` textasciimacron ¯ textasciitilde ~ textasteriskcentered ∗ textbackslash \\ textbaht ฿ textbar | textbeta β
    textbigcircle ◯ textblank ␢ textborn * textbraceleft { textbraceright } textbrokenbar ¦ textbullet • textcelsius ℃ textcent ¢ textcircledP ℗
    textcolonmonetary ₡ textcommabaseline , textcopyleft 🄯 textcopyright © textcurrency ¤ textdagger † textdaggerdbl ‡ textdblhyphen ⹀ textdegree
    ° textdelta δ textdied † textdiscount ⁒ textdiv ÷ textdollar $ textdong ₫ textdots … textdoublepipe ǂ textdownarrow ↓ textellipsis …
    textemdash — textendash – textestimated ℮ texteuro € textexclamdown ¡ textflorin ƒ textfractionsolidus ⁄ textgamma γ textglotstop ʔ
    textgreater > texthvlig ƕ textinterrobang ‽ textlambda λ textlangle 〈 textleftarrow ← textlengthmark ː textless < textlira ₤ textlnot ¬
    textmarried ⚭ textmho ℧ textminus − textmp ∓ textmu µ textmusicalnote ♪ textnaira ₦ textnrleg ƞ textnumero № textohm Ω textomega ω textonehalf
    ½ textonequarter ¼ textonesuperior ¹ textopenbullet ◦ textordfeminine ª textordmasculine º textparagraph ¶ textpercent % textperiodcentered ·
    textpertenthousand ‱ textperthousand ‰ textpeso ₱ textphi ɸ textpi π textpm ± textprimstress ˈ textquestiondown ¿ textquotedbl "
    textquotedblleft “ textquotedblright ” textquoteleft ‘ textquoteright ’ textquotesingle ' textrangle 〉 textrecipe ℞ textreferencemark ※
    textregistered ® textrightarrow → textschwa ə textsecstress ˌ textsection § textservicemark ℠ textsigma σ textsterling £ textTheta ϴ texttheta
    θ textthreequarters ¾ textthreequartersemdash — textthreesuperior ³ texttildelow ˜ texttimes × texttrademark ™ textturna ɐ textturnk ʞ
    texttwelveudash — texttwosuperior ² textunderscore _ textuparrow ↑ textvartheta ϑ textvisiblespace ␣ textwon ₩ textyen ¥ TH Þ th þ therefore ∴
    Theta Θ theta θ tildetrpl ≋ times × to → top ⊤ triangledown ▿ triangleleft ◃ trianglelefteq ⊴ triangleq ≜ triangleright ▹ trianglerighteq ⊵
    truestate ⊧ twoheadleftarrow ↞ twoheadrightarrow ↠ udots ⋰ ulcorner ⌜ Uparrow ⇑ uparrow ↑ UpArrowBar ⤒ Updownarrow ⇕ updownarrow ↕
    UpEquilibrium ⥮ upharpoonleft ↿ upharpoonright ↾ uplus ⊎ Upsilon Υ upsilon υ upslopeellipsis ⋰ upuparrows ⇈ uranus ♅ urcorner ⌝ varepsilon ε
    varkappa ϰ varnothing ∅ varperspcorrespond ⌆ varphi φ varpi ϖ varrho ϱ varsigma ς vartheta ϑ vartriangle ▵ vartriangleleft ⊲ vartriangleright
    ⊳ VDash ⊫ Vdash ⊩ vdash ⊢ vdots ⋮ vee ∨ veebar ⊻ venus ♀ Vert ‖ vert | verymuchgreater ⋙ verymuchless ⋘ virgo ♍ volintegral ∰ Vvdash ⊪ wedge ∧
    wp ℘ wr ≀ Xi Ξ xi ξ yen ¥ Zeta Ζ zeta ζ
""".split()
CHARACTERS = dict(zip(_WORDS[::2], _WORDS[1::2], strict=True))
# The upright letters of upgreek, which publishers take for all that are no variables.
CHARACTERS |= {f"up{name}": sign for name, sign in CHARACTERS.items() if len(sign) == 1 and "\u0370" <= sign <= "\u03ff" and name[0] != "v"}
