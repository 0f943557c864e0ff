"""Given names that are common in France, folded, with the short forms that people use for each other.

Those that are as often a word or a month are left out (« rose », « claire », « victoire », « avril »).
"""

from __future__ import annotations

from typing import Final

from pipeline.text.words import words

FIRST_NAMES: Final = words(
    """
    abdel adam adele adrien agathe agnes ahmed aicha alain alban albert alex alexandra alexandre alexia alexis ali
    alice alicia aline alix amandine amelie amina amine anais andre andrea andree angelique anita anna anne annick
    annie anthony antoine antoinette antonin apolline armand armelle arnaud arthur astrid aude audrey augustin
    aurelie aurelien aurore axel axelle aziz baptiste barbara bastien beatrice benedicte benjamin benoit bernadette
    bernard bertrand boris brice brigitte bruno camille candice carine carole caroline catherine cecile cedric celia
    celine chantal charlene charles charlotte chloe christelle christian christiane christine christophe claude
    claudette claudie claudine clement colette coline corentin corinne cyril cyrille damien daniel daniele danielle
    david deborah dede delphine denis denise didier diego dimitri dominique dorian dorothee dylan eddy edith edmond
    edouard elena eliane elias elie eliott elisa elisabeth elise ella elodie eloise elsa emeline emile emilie emma
    emmanuel emmanuelle enzo eric erwan esteban estelle esther etienne eugene eva eve evelyne fabien fabienne
    fabrice fanny farid farida fatiha fatima fatou felix ferdinand fernand fernande firmin flavie flavien florent
    florian france-lise franck francois francoise frederic frederique gabin gabriel gabrielle gael gaelle gaetan
    gaspard gaston genevieve georges georgette gerald geraldine gerard germaine ghislaine gilbert gilles ginette
    gisele gregory guillaume gustave guy gwenaelle hamid hassan helene henri henriette herve hubert hugo hugues
    huguette ibrahim ines ingrid irene isabelle ismael jacky jacqueline jacques jamel jean jean-baptiste jean-claude
    jean-francois jean-louis jean-luc jean-marc jean-marie jean-michel jean-paul jean-philippe jean-pierre jean-yves
    jeanne jeannine jennifer jeremie jeremy jerome jessica joel joelle johan johanna jonathan jordan jose joseph
    josephine josette josiane juliana julie julien juliette justine kader karim karima karine katia kevin khadija
    khaled laetitia lamia laura laure laurence laurent laurie lea leila leo leon leonard leonie lila lilian liliane
    lina lionel lisa lise loic lola lorenzo lou louane louis louisa louise luc lucas lucette lucie lucien lucienne
    lucile ludivine ludovic lydie madeleine mael maelle maeva magali mahmoud malika manon manuel marc marcel
    marcelle margaux margot marguerite maria mariam marie marie-christine marie-claire marie-france marie-jose
    marie-laure marie-louise marie-pierre marie-therese marielle marilyne marina marine marion marius marjorie
    marlene martial martine maryse maryvonne mathias mathieu mathilde mathis matteo matthieu maud maurice maxence
    maxime mehdi melanie melissa michel michele micheline michelle mickael mireille mohamed moise monique morgane
    mouna mourad moussa muriel mustapha myriam nabil nadege nadia nadine nael naima nathalie nathan nicolas nicole
    nina nino noam noe noel noelle noemie nora noura octave odette odile olivia olivier omar ophelie oscar pascal
    pascale pascaline patrice patricia patrick paul paula paulette pauline perrine philippe pierre pierre-yves
    pierrette pierrick quentin rachel rachid raoul raphael raphaelle rayan raymond raymonde regine regis remi remy
    renaud rene renee richard robert robin rodolphe roger roland rolande romain romane romuald roseline roselyne
    roxane sabine sabrina said salima salome sami samia samir samira samuel sandra sandrine sarah sebastien selma
    serge severine sidonie simon simone slimane sofia sofiane solange solene sonia sophie souad stephane stephanie
    steven suzanne sylvain sylvestre sylviane sylvie tanguy tatiana theo theophile therese thibaud thibault thierry
    thomas timothee tiphaine titouan tony tristan ugo valentin valerie vanessa veronique vincent violaine virginie
    viviane wahiba walid wilfried xavier yacine yann yannick yasmina yasmine yohan yolande youcef youssef yvan yves
    yvette yvon yvonne zineb zoe zohra
    """
)
